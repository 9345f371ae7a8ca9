import { graphlib, layout } from '@dagrejs/dagre';
import { type Graph, splitPort } from '#graphs/document.ts';
import { useDocument } from '../stores/document.ts';
import type { Point } from '../stores/edits.ts';
import { cardWidth, heightOf } from './card-size.ts';
import { canvas } from './instance.ts';
import { fitOptions } from './use-fit.ts';

/** Lays nodes out from left to right along their wires; the selection where there is one of several, else all. One act. */
export function tidy(selected: readonly string[]): void {
  const { graph, apply } = useDocument.getState();
  const ids = selected.length > 1 ? selected : Object.keys(graph.nodes);
  const free = ids.flatMap((id): [string, number][] => {
    const node = graph.nodes[id];
    return node && !node.locked ? [[id, heightOf(id, node)]] : [];
  });
  const to = placesOf(graph, new Map(free));
  apply({ do: 'move-nodes', to });
  if (selected.length <= 1) requestAnimationFrame(() => void canvas()?.fitView({ duration: 180, ...fitOptions }));
}

/** Places of the top left corners of nodes of these heights, with the first node where the top left one was. */
export function placesOf(graph: Graph, heights: ReadonlyMap<string, number>): Record<string, Point> {
  const ids = [...heights.keys()];
  const drawing = new graphlib.Graph().setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 96 }).setDefaultEdgeLabel(() => ({}));
  for (const [id, height] of heights) drawing.setNode(id, { width: cardWidth, height });
  for (const { from, to } of graph.edges) {
    const [source, target] = [splitPort(from)[0], splitPort(to)[0]];
    if (drawing.hasNode(source) && drawing.hasNode(target)) drawing.setEdge(source, target);
  }
  layout(drawing);
  const corner = (place: (id: string) => Point): Point => [
    Math.min(...ids.map((id) => place(id)[0])),
    Math.min(...ids.map((id) => place(id)[1])),
  ];
  const drawn = (id: string): Point => {
    const { x = 0, y = 0 } = drawing.node(id) as { x?: number; y?: number };
    return [x - cardWidth / 2, y - (heights.get(id) ?? 0) / 2];
  };
  const before = corner((id) => [graph.nodes[id]?.at?.[0] ?? 0, graph.nodes[id]?.at?.[1] ?? 0]);
  const after = corner(drawn);
  return Object.fromEntries(
    ids.map((id): [string, Point] => {
      const [x, y] = drawn(id);
      return [id, [Math.round(x - after[0] + before[0]), Math.round(y - after[1] + before[1])]];
    }),
  );
}
