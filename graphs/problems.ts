import { nodeTypes } from '#nodes/index.ts';
import { type Graph, type Problem, splitPort } from './document.ts';
import { expand } from './expand.ts';
import type { Assets } from './expansion.ts';
import { paramProblems } from './param-problems.ts';
import { type ReadGraph, readGraph } from './read-graph.ts';
import { wire } from './wiring.ts';

/** Every reason why this document cannot run, and what a person should know. Never throws, whatever the JSON. */
export function checkGraph(json: unknown, { assets }: { assets?: Assets } = {}): ReadGraph {
  const { graph, problems } = readGraph(json);
  if (!graph) return { problems };
  problems.push(...wholeProblems(graph), ...nodeProblems(graph), ...edgeProblems(graph), ...inputProblems(graph));
  const cycles = cycleProblems(graph);
  problems.push(...cycles);
  const worst = expand(graph, { assets, end: 1 });
  problems.push(...worst.problems);
  return { graph, problems };
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

function wholeProblems(graph: Graph): Problem[] {
  const works = Object.values(graph.nodes).some(({ type }) => {
    const definition = nodeTypes.get(type);
    return !definition || Object.keys(definition.outputs).length > 0;
  });
  return works
    ? []
    : [{ severity: 'error', code: 'GRAPH_EMPTY', message: 'There is nothing to run yet. Add a node, or begin with a template.' }];
}

function nodeProblems(graph: Graph): Problem[] {
  return Object.entries(graph.nodes).flatMap(([id, node]): Problem[] => {
    const definition = nodeTypes.get(node.type);
    if (definition) return paramProblems(definition, id, node);
    const near = nearest(node.type);
    return [
      {
        severity: 'error',
        code: 'NODE_UNKNOWN_TYPE',
        node: id,
        message: `There is no node type “${node.type}”.${near ? ` Did you mean “${near}”?` : ' Remove the node or update Filmloom.'}`,
      },
    ];
  });
}

function edgeProblems(graph: Graph): Problem[] {
  const seen = new Set<string>();
  return graph.edges.flatMap(({ from, to }): Problem[] => {
    const name = `${from} → ${to}`;
    if (seen.has(name))
      return [
        {
          severity: 'error',
          code: 'EDGE_DUPLICATE',
          node: splitPort(to)[0],
          port: splitPort(to)[1],
          message: `The edge ${name} stands in the graph twice. Remove one.`,
        },
      ];
    seen.add(name);
    return [...endProblems(graph, from, 'outputs', name), ...endProblems(graph, to, 'inputs', name)];
  });
}

function endProblems(graph: Graph, reference: string, side: 'inputs' | 'outputs', name: string): Problem[] {
  const [id, port] = splitPort(reference);
  const node = graph.nodes[id];
  if (!node)
    return [
      {
        severity: 'error',
        code: 'EDGE_UNKNOWN_NODE',
        message: `The edge ${name} names “${id}”, which is not in the graph. Remove the edge or add the node.`,
      },
    ];
  const definition = nodeTypes.get(node.type);
  if (!definition || definition[side][port]) return [];
  const names = Object.keys(definition[side]);
  const has = names.length > 0 ? `has ${names.map((one) => `“${one}”`).join(', ')}` : 'has none';
  return [
    {
      severity: 'error',
      code: 'EDGE_UNKNOWN_PORT',
      node: id,
      port,
      message: `${definition.title} has no ${side === 'inputs' ? 'input' : 'output'} “${port}”; it ${has}.`,
    },
  ];
}

function inputProblems(graph: Graph): Problem[] {
  return Object.entries(graph.inputs).flatMap(([name, target]): Problem[] => {
    const [id, param] = splitPort(target);
    const definition = nodeTypes.get(graph.nodes[id]?.type ?? '');
    if (definition?.params.shape[param]) return [];
    return [
      {
        severity: 'error',
        code: 'INPUT_NAME_UNKNOWN',
        message: `The input “${name}” points to ${target}, which is not a parameter of this graph.`,
      },
    ];
  });
}

/** Nodes that are part of a circle, not merely behind one. */
function cycleProblems(graph: Graph): Problem[] {
  const { rank, feeds, readBy } = wire(graph);
  const left = new Set(Object.keys(graph.nodes).filter((id) => !rank.has(id)));
  if (left.size === 0) return [];
  const trim = [...left];
  for (let id = trim.pop(); id !== undefined; id = trim.pop()) {
    if (!left.has(id) || (readBy.get(id) ?? []).some((next) => left.has(next))) continue;
    left.delete(id);
    trim.push(...(feeds.get(id) ?? []));
  }
  const names = [...left];
  return names.map((node) => ({
    severity: 'error',
    code: 'GRAPH_CYCLE',
    node,
    message: `“${node}” feeds itself${
      names.length > 1
        ? ` through ${names
            .filter((id) => id !== node)
            .slice(0, 5)
            .join(', ')}`
        : ''
    }. Remove one of these connections.`,
  }));
}

function nearest(type: string): string | undefined {
  const tokens = new Set(type.toLowerCase().split(/[^a-z0-9]+/));
  return [...nodeTypes.keys()].find(
    (known) => known === type.toLowerCase().replace(/[_\s]+/g, '-') || known.split('-').every((part) => tokens.has(part)),
  );
}
