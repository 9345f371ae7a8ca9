import type { Edge, Graph, GraphNode } from '#graphs/document.ts';
import { splitPort } from '#graphs/document.ts';
import { nodeTypes } from '#nodes/index.ts';
import type { Edit } from './edits.ts';
import { removeNodes } from './remove-nodes.ts';
import { renameNode } from './rename-node.ts';

/**
 * The graph after an edit; the given one stays as it is and untouched parts are shared. An edit that changes nothing, or
 * names a node that is gone, gives back the same graph.
 */
export function applyEdit(graph: Graph, edit: Edit): Graph {
  switch (edit.do) {
    case 'add-node':
      return edit.id in graph.nodes ? graph : { ...graph, nodes: { ...graph.nodes, [edit.id]: edit.node } };
    case 'remove-nodes':
      return removeNodes(graph, edit.ids, edit.heal ?? false);
    case 'move-nodes':
      return eachNode(graph, Object.keys(edit.to), (node, id) => withField(node, 'at', edit.to[id]));
    case 'resize-node':
      return eachNode(graph, [edit.id], (node) => withField(node, 'size', edit.size ?? undefined));
    case 'set-param':
      return eachNode(graph, [edit.node], (node) => withField(node, 'params', { ...node.params, [edit.param]: edit.value }));
    case 'clear-param':
      return eachNode(graph, [edit.node], (node) => withField(node, 'params', without(node.params, edit.param)));
    case 'set-element':
      return eachNode(graph, [edit.node], (node) => withElement(node, edit));
    case 'rename-node':
      return renameNode(graph, edit.node, edit.to);
    case 'set-title':
      return eachNode(graph, [edit.node], (node) => withField(node, 'title', edit.title?.trim() || undefined));
    case 'set-bypass':
      return eachNode(graph, edit.ids, (node) => withField(node, 'bypass', edit.bypass || undefined));
    case 'set-collapsed':
      return eachNode(graph, edit.ids, (node) => withField(node, 'collapsed', edit.collapsed || undefined));
    case 'set-locked':
      return eachNode(graph, edit.ids, (node) => withField(node, 'locked', edit.locked || undefined));
    case 'connect':
      return connect(graph, edit);
    case 'disconnect':
      return disconnect(graph, edit.edges);
    case 'set-settings':
      return { ...graph, settings: dropNulls({ ...graph.settings, ...edit.settings }) };
    case 'set-name':
      return graph.name === edit.name ? graph : { ...graph, name: edit.name };
    case 'set-description':
      return { ...graph, description: edit.description ?? undefined };
    case 'paste':
      return { ...graph, nodes: { ...graph.nodes, ...edit.nodes }, edges: [...graph.edges, ...edit.edges] };
    case 'several':
      return edit.edits.reduce(applyEdit, graph);
  }
}

function eachNode(graph: Graph, ids: readonly string[], change: (node: GraphNode, id: string) => GraphNode): Graph {
  let nodes: Graph['nodes'] | undefined;
  for (const id of ids) {
    const before = graph.nodes[id];
    if (!before) continue;
    const after = change(before, id);
    if (after === before) continue;
    nodes ??= { ...graph.nodes };
    nodes[id] = after;
  }
  return nodes ? { ...graph, nodes } : graph;
}

/** Sets a field, or takes it away where the value is undefined, so that defaults never stand in the document. */
function withField<K extends keyof GraphNode>(node: GraphNode, field: K, value: GraphNode[K]): GraphNode {
  if (JSON.stringify(node[field]) === JSON.stringify(value)) return node;
  if (value !== undefined) return { ...node, [field]: value };
  const { [field]: _, ...rest } = node;
  return rest as GraphNode;
}

function without<T>(record: Record<string, T> | undefined, key: string): Record<string, T> | undefined {
  if (!record) return undefined;
  const { [key]: _, ...rest } = record;
  return Object.keys(rest).length > 0 ? rest : undefined;
}

function withElement(node: GraphNode, { element, choice }: Extract<Edit, { do: 'set-element' }>): GraphNode {
  const isEmpty =
    choice === null ||
    Object.values(choice).every((value) => value === undefined || (typeof value === 'object' && Object.keys(value).length === 0));
  return withField(node, 'elements', isEmpty ? without(node.elements, element) : { ...node.elements, [element]: choice });
}

function connect(graph: Graph, { from, to }: Edge): Graph {
  if (graph.edges.some((edge) => edge.from === from && edge.to === to)) return graph;
  const [target, port] = splitPort(to);
  const input = nodeTypes.get(graph.nodes[target]?.type ?? '')?.inputs[port];
  const stay = input?.count === 'many' ? graph.edges : graph.edges.filter((edge) => edge.to !== to);
  return { ...graph, edges: [...stay, { from, to }] };
}

function disconnect(graph: Graph, gone: readonly Edge[]): Graph {
  const names = new Set(gone.map(({ from, to }) => `${from}>${to}`));
  const edges = graph.edges.filter(({ from, to }) => !names.has(`${from}>${to}`));
  return edges.length === graph.edges.length ? graph : { ...graph, edges };
}

function dropNulls(settings: Record<string, unknown>): Graph['settings'] {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== undefined));
}
