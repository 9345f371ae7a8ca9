import type { EdgeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef } from 'react';
import { type Graph, splitPort } from '#graphs/document.ts';
import { nodeTypes } from '#nodes/index.ts';
import { useDocument } from '../stores/document.ts';
import { portTitle, titleOf } from '../stores/ports-of.ts';
import { useView } from '../stores/view.ts';
import type { WireEdge } from './instance.ts';

/** The wires as React Flow wants them. Those that did not change stay the same objects. */
export function useFlowEdges(): { edges: WireEdge[]; onEdgesChange(changes: EdgeChange<WireEdge>[]): void } {
  const graphEdges = useDocument((state) => state.graph.edges);
  const types = useDocument((state) => state.graph.nodes);
  const selected = useView((state) => state.selectedEdges);
  const cache = useRef(new Map<string, WireEdge>());
  const edges = useMemo(() => {
    const graph = { ...useDocument.getState().graph, edges: graphEdges, nodes: types };
    const next = new Map<string, WireEdge>();
    for (const { from, to } of graphEdges) {
      const id = `${from}>${to}`;
      const edge = wireOf(graph, id, from, to, selected.has(id));
      const old = cache.current.get(id);
      next.set(id, old && JSON.stringify(old) === JSON.stringify(edge) ? old : edge);
    }
    cache.current = next;
    return [...next.values()];
  }, [graphEdges, types, selected]);

  const onEdgesChange = useCallback((changes: EdgeChange<WireEdge>[]) => {
    const { selected: nodes, selectedEdges, select } = useView.getState();
    const next = new Set(selectedEdges);
    let changed = false;
    for (const change of changes) {
      if (change.type !== 'select') continue;
      changed = true;
      if (change.selected) next.add(change.id);
      else next.delete(change.id);
    }
    if (changed) select(nodes, next);
  }, []);
  return { edges, onEdgesChange };
}

function wireOf(graph: Graph, id: string, from: string, to: string, selected: boolean): WireEdge {
  const [source, sourceHandle] = splitPort(from);
  const [target, targetHandle] = splitPort(to);
  const port = nodeTypes.get(graph.nodes[source]?.type ?? '')?.outputs[sourceHandle];
  const ends = `${titleOf(graph, source)} ${portTitle(graph, from, 'output')} to ${titleOf(graph, target)} ${portTitle(graph, to, 'input')}`;
  return {
    id,
    type: 'wire',
    source,
    sourceHandle,
    target,
    targetHandle,
    selected,
    data: { kind: port?.kind ?? 'number', many: port?.count === 'many' },
    ariaLabel: `Wire from ${ends}`,
  };
}
