import type { Graph, GraphNode } from '#graphs/document.ts';
import { isOptional } from '#nodes/define.ts';
import { nodeTypes } from '#nodes/index.ts';
import type { Port } from '#nodes/ports.ts';
import type { Edit, Point } from './edits.ts';

/** A readable id that is free in the graph: `keyframe`, `keyframe-2` … */
export function freeId(taken: Readonly<Record<string, unknown>>, type: string): string {
  const base = type.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 56) || 'node';
  if (!(base in taken)) return base;
  let number = 2;
  while (`${base}-${number}` in taken) number += 1;
  return `${base}-${number}`;
}

/** The edit that adds a node of a type, and the id it will have. */
export function addNode(graph: Graph, type: string, at: Point, params?: GraphNode['params']): { id: string; edit: Edit } {
  const id = freeId(graph.nodes, type);
  const place: Point = [Math.round(at[0]), Math.round(at[1])];
  return { id, edit: { do: 'add-node', id, node: { type, ...(params && { params }), at: place } } };
}

/** Whether a wire from `from` could end at `to` by kind alone; a `one` input takes a list too (its node then repeats). */
export function fits(from: Port, to: Port): boolean {
  return from.kind === to.kind;
}

/** The port of a node type that a wire fits best: one that must be connected first. */
export function portThatFits(type: string, wire: Port, side: 'input' | 'output'): string | undefined {
  const definition = nodeTypes.get(type);
  const ports = Object.entries((side === 'input' ? definition?.inputs : definition?.outputs) ?? {});
  const fitting = ports.filter(([, port]) => (side === 'input' ? fits(wire, port) : fits(port, wire)));
  const score = ([, port]: [string, Port]): number => (port.count === wire.count ? 0 : 1) + (isOptional(port) ? 2 : 0);
  return fitting.sort((a, b) => score(a) - score(b))[0]?.[0];
}
