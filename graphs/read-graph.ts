import type { z } from 'zod';
import {
  documentVersion,
  type Edge,
  edgeSchema,
  forbiddenKeys,
  type Graph,
  type GraphNode,
  graphSchema,
  idPattern,
  limits,
  nodeSchema,
  type Problem,
  settingsSchema,
} from './document.ts';
import { migrate } from './migrate.ts';

export type ReadGraph = { readonly graph?: Graph; readonly problems: Problem[] };
type Json = Record<string, unknown>;

/** Reads any JSON value as a document. Never throws: what cannot be read is left out and named as a problem. */
export function readGraph(json: unknown): ReadGraph {
  const problems: Problem[] = [];
  const error = (problem: Omit<Problem, 'severity'>): void => {
    problems.push({ severity: 'error', ...problem });
  };
  if (!isObject(json)) {
    error({ code: 'DOCUMENT_INVALID', message: 'A graph is a JSON object with “filmloom”, “nodes” and “edges”.' });
    return { problems };
  }
  const trouble = scan(json);
  if (trouble) {
    error(trouble);
    return { problems };
  }
  const migrated = migrate(json);
  if ('refused' in migrated) {
    error(refusal(migrated.refused, json.filmloom));
    return { problems };
  }
  const { document } = migrated;
  for (const key of Object.keys(document)) {
    if (!(key in graphSchema.shape)) error({ code: 'DOCUMENT_INVALID', message: `The document has no field “${show(key)}”. Remove it.` });
  }
  const nodes = readNodes(document.nodes, error);
  const edges = readEdges(document.edges, error);
  if (!nodes || !edges) return { problems };
  return {
    problems,
    graph: {
      filmloom: documentVersion,
      ...optional(document, 'name', error),
      ...optional(document, 'description', error),
      ...optional(document, 'groups', error),
      settings: readSettings(document.settings, error),
      nodes,
      edges,
      inputs: (optional(document, 'inputs', error).inputs as Record<string, string>) ?? {},
    },
  };
}

type Report = (problem: Omit<Problem, 'severity'>) => void;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const show = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

function refusal(why: 'future' | 'unknown', version: unknown): Omit<Problem, 'severity'> {
  if (why === 'future') {
    return {
      code: 'DOCUMENT_FROM_THE_FUTURE',
      message: `This graph was written by a newer Filmloom (format ${version}, this one reads up to ${documentVersion}). Update Filmloom to open it.`,
    };
  }
  return { code: 'DOCUMENT_INVALID', message: 'This is not a Filmloom graph: it needs “filmloom”: 1.' };
}

/** Depth and forbidden keys, without recursion: a deep document must not exhaust the stack. */
function scan(root: Json): Omit<Problem, 'severity'> | undefined {
  const queue: [value: object, depth: number][] = [[root, 1]];
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const [value, depth] = entry;
    if (depth > limits.depth)
      return { code: 'DOCUMENT_TOO_DEEP', message: `The document is nested deeper than ${limits.depth} levels. Flatten its parameters.` };
    for (const key of Object.keys(value)) {
      if (forbiddenKeys.has(key) && !Array.isArray(value))
        return { code: 'KEY_FORBIDDEN', message: `“${key}” cannot be used as a name. Rename it.` };
      const child = (value as Json)[key];
      if (typeof child === 'object' && child !== null) queue.push([child, depth + 1]);
    }
  }
  return undefined;
}

function readNodes(value: unknown, error: Report): Record<string, GraphNode> | undefined {
  if (!isObject(value)) {
    error({ code: 'DOCUMENT_INVALID', message: '“nodes” must be an object: node id → node.' });
    return undefined;
  }
  const ids = Object.keys(value);
  if (ids.length > limits.nodes) {
    error({ code: 'LIMIT_EXCEEDED', message: `The graph has ${ids.length} nodes; the limit is ${limits.nodes}. Split it.` });
    return undefined;
  }
  const nodes: Record<string, GraphNode> = {};
  for (const id of ids) {
    if (!idPattern.test(id)) {
      error({ code: 'NODE_ID_INVALID', message: `“${show(id)}” cannot be a node id: use letters, digits, “-” and “_”, at most 64.` });
      continue;
    }
    const parsed = nodeSchema.safeParse(value[id]);
    if (parsed.success) nodes[id] = value[id] as GraphNode;
    else
      for (const issue of parsed.error.issues)
        error({ code: 'DOCUMENT_INVALID', node: id, message: `Node “${id}”: ${at(issue)}${issue.message}.` });
  }
  return nodes;
}

function readEdges(value: unknown, error: Report): Edge[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    error({ code: 'DOCUMENT_INVALID', message: '“edges” must be a list of { from, to }.' });
    return undefined;
  }
  if (value.length > limits.edges) {
    error({ code: 'LIMIT_EXCEEDED', message: `The graph has ${value.length} edges; the limit is ${limits.edges}. Split it.` });
    return undefined;
  }
  const edges: Edge[] = [];
  value.forEach((edge, index) => {
    const parsed = edgeSchema.safeParse(edge);
    if (parsed.success) edges.push(parsed.data);
    else error({ code: 'EDGE_INVALID', message: `Edge ${index + 1} must be { "from": "node.output", "to": "node.input" }.` });
  });
  return edges;
}

function readSettings(value: unknown, error: Report): Graph['settings'] {
  const parsed = settingsSchema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    error({ code: 'DOCUMENT_INVALID', param: String(issue.path[0] ?? ''), message: `Settings: ${at(issue)}${issue.message}.` });
  return {};
}

function optional(document: Json, key: 'name' | 'description' | 'groups' | 'inputs', error: Report): Json {
  if (document[key] === undefined) return {};
  const parsed = graphSchema.shape[key].safeParse(document[key]);
  if (parsed.success) return { [key]: parsed.data };
  for (const issue of parsed.error.issues) error({ code: 'DOCUMENT_INVALID', message: `“${key}”: ${at(issue)}${issue.message}.` });
  return {};
}

const at = (issue: z.core.$ZodIssue): string => (issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : '');
