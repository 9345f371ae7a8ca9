import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useState } from 'react';
import type { Graph, GraphNode } from '#graphs/document.ts';
import { nodeTypes } from '#nodes/index.ts';
import { useDocument } from '../stores/document.ts';
import type { Point } from '../stores/edits.ts';
import { useView } from '../stores/view.ts';
import { cardWidth, guessHeight } from './card-size.ts';
import type { CardNode } from './instance.ts';
import { portPlaces } from './port-places.ts';

/** The nodes of the open document as React Flow first wants them. */
export function flowNodes(): CardNode[] {
  return reconcile([], useDocument.getState().graph.nodes, useView.getState().selected);
}

/** The nodes as React Flow wants them. Positions follow the pointer here and reach the document when a drag ends, as one act. */
export function useFlowNodes(): { nodes: CardNode[]; onNodesChange(changes: NodeChange<CardNode>[]): void } {
  const graphNodes = useDocument((state) => state.graph.nodes);
  const selected = useView((state) => state.selected);
  const [nodes, setNodes] = useState<CardNode[]>(flowNodes);
  useEffect(() => setNodes((before) => reconcile(before, graphNodes, selected)), [graphNodes, selected]);

  const onNodesChange = useCallback((changes: NodeChange<CardNode>[]) => {
    const selects = changes.filter((change) => change.type === 'select');
    if (selects.length > 0) selectNodes(selects);
    const moves = changes.filter((change) => change.type === 'position' || change.type === 'dimensions');
    if (moves.length > 0) setNodes((before) => applyNodeChanges(moves, before));
    commitMoves(changes);
  }, []);
  return { nodes, onNodesChange };
}

function selectNodes(changes: readonly { id: string; selected: boolean }[]): void {
  const { selected, selectedEdges, select } = useView.getState();
  const next = new Set(selected);
  for (const { id, selected: on } of changes) {
    if (on) next.add(id);
    else next.delete(id);
  }
  select(next, selectedEdges);
}

function commitMoves(changes: readonly NodeChange<CardNode>[]): void {
  const { graph, apply } = useDocument.getState();
  const to: Record<string, Point> = {};
  for (const change of changes) {
    if (change.type !== 'position' || change.dragging !== false || !change.position) continue;
    const place: Point = [Math.round(change.position.x), Math.round(change.position.y)];
    const [x, y] = graph.nodes[change.id]?.at ?? [0, 0];
    if (x !== place[0] || y !== place[1]) to[change.id] = place;
  }
  if (Object.keys(to).length > 0) apply({ do: 'move-nodes', to });
}

/** Nodes that did not change stay the same objects, so that React Flow leaves them alone. */
function reconcile(before: readonly CardNode[], nodes: Graph['nodes'], selected: ReadonlySet<string>): CardNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return Object.entries(nodes).map(([id, node]) => {
    const old = known.get(id);
    const [x = 0, y = 0] = node.at ?? [0, 0];
    const isSelected = selected.has(id);
    const same = old && old.position.x === x && old.position.y === y && old.selected === isSelected && old.draggable === !node.locked;
    return same ? old : { ...(old ?? blank(id, node)), position: { x, y }, selected: isSelected, draggable: !node.locked };
  });
}

function blank(id: string, node: GraphNode): CardNode {
  const [width, height] = node.size ?? [cardWidth, undefined];
  const definition = nodeTypes.get(node.type);
  return {
    id,
    type: 'card',
    position: { x: 0, y: 0 },
    data: {},
    ...(definition && { handles: portPlaces(definition) }),
    // taken as it is until the card is drawn, so that everything can be shown and fitted before it is
    measured: { width: width ?? cardWidth, height: height ?? guessHeight(node) },
    ariaRole: 'group',
    domAttributes: { 'aria-labelledby': `card-${id}`, 'aria-roledescription': 'node' },
  };
}
