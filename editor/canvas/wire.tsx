import { type ConnectionLineComponentProps, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { useDocument } from '../stores/document.ts';
import { useRun } from '../stores/run.ts';
import type { CardNode, WireEdge } from './instance.ts';
import { useWiring } from './wiring.ts';

type Look = 'plain' | 'selected' | 'running' | 'failed' | 'bypassed';

function useLook(source: string, target: string, selected: boolean): Look {
  const bypassed = useDocument((state) => (state.graph.nodes[source]?.bypass ?? state.graph.nodes[target]?.bypass) === true);
  const failed = useRun((state) => state.run?.nodes[source]?.view.state === 'failed');
  const running = useRun((state) => state.run?.nodes[target]?.view.state === 'running');
  if (selected) return 'selected';
  if (bypassed) return 'bypassed';
  if (failed) return 'failed';
  return running ? 'running' : 'plain';
}

/** A wire in the colour of its source; a list is drawn as two lines. */
export const Wire = memo(function Wire(props: EdgeProps<WireEdge>) {
  const { source, target, selected, data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props;
  const [path] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const look = useLook(source, target, selected ?? false);
  return (
    <g data-kind={data?.kind}>
      <path className="react-flow__edge-interaction" d={path} fill="none" strokeOpacity={0} strokeWidth={18} />
      <path className="wire" d={path} data-look={look} data-many={data?.many} />
      {data?.many && look !== 'bypassed' && <path className="wire-core" d={path} />}
    </g>
  );
});

/** The wire under the hand, in the colour of the port it comes from. */
export function PulledWire({ fromX, fromY, toX, toY, fromPosition, toPosition }: ConnectionLineComponentProps<CardNode>) {
  const kind = useWiring((state) => state.wiring?.kind);
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    targetX: toX,
    targetY: toY,
    sourcePosition: fromPosition,
    targetPosition: toPosition,
  });
  return (
    <g data-kind={kind}>
      <path className="wire" data-look="running" d={path} />
    </g>
  );
}
