import { create } from 'zustand';
import { type Graph, splitPort } from '#graphs/document.ts';
import { nodeTypes } from '#nodes/index.ts';
import { portAt } from '../stores/ports-of.ts';

/** A wire that is being pulled from a port, and the ports it could end at. */
export type Wiring = { from: string; side: 'input' | 'output'; kind: string; fits: ReadonlySet<string>; nodes: ReadonlySet<string> };

/** `reason` is what to say at the pointer about the port under it. */
export const useWiring = create<{ wiring: Wiring | null; reason: string | null }>()(() => ({ wiring: null, reason: null }));

/** Finds every port that a wire from this one could end at, in one walk over the graph. */
export function wiringFrom(graph: Graph, from: string, side: 'input' | 'output'): Wiring | null {
  const start = portAt(graph, from, side);
  if (!start) return null;
  const [origin] = splitPort(from);
  const behind = reachable(graph, origin, side === 'output' ? 'against' : 'along');
  const other = side === 'output' ? 'inputs' : 'outputs';
  const taken = new Set(graph.edges.flatMap((edge) => (edge.from === from ? [edge.to] : edge.to === from ? [edge.from] : [])));
  const fits = new Set<string>();
  const nodes = new Set<string>();
  for (const [id, node] of Object.entries(graph.nodes)) {
    if (behind.has(id)) continue;
    for (const [name, port] of Object.entries(nodeTypes.get(node.type)?.[other] ?? {})) {
      if (port.kind !== start.kind || taken.has(`${id}.${name}`)) continue;
      fits.add(`${id}.${name}`);
      nodes.add(id);
    }
  }
  return { from, side, kind: start.kind, fits, nodes };
}

/** The nodes that a node feeds (`along`) or reads (`against`), itself included. */
export function reachable(graph: Graph, start: string, way: 'along' | 'against'): Set<string> {
  const next = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const [source] = splitPort(edge.from);
    const [target] = splitPort(edge.to);
    const [key, value] = way === 'along' ? [source, target] : [target, source];
    const list = next.get(key);
    if (list) list.push(value);
    else next.set(key, [value]);
  }
  const seen = new Set([start]);
  for (const id of seen) for (const neighbour of next.get(id) ?? []) seen.add(neighbour);
  return seen;
}
