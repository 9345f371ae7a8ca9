import type { Connection, FinalConnectionState, OnConnectStartParams } from '@xyflow/react';
import { useMemo } from 'react';
import { whyNotConnect } from '#graphs/connect.ts';
import { useDocument } from '../stores/document.ts';
import type { Edit, Point } from '../stores/edits.ts';
import { portThatFits } from '../stores/new-node.ts';
import { portAt } from '../stores/ports-of.ts';
import { useView } from '../stores/view.ts';
import { say } from './announce.ts';
import { canvas, type WireEdge } from './instance.ts';
import { useWiring, wiringFrom } from './wiring.ts';

type Ends = { from: string; to: string };

function endsOf({ source, sourceHandle, target, targetHandle }: Connection | WireEdge): Ends {
  return { from: `${source}.${sourceHandle}`, to: `${target}.${targetHandle}` };
}

function start(_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams): void {
  if (!nodeId || !handleId) return;
  const side = handleType === 'target' ? 'input' : 'output';
  useWiring.setState({ wiring: wiringFrom(useDocument.getState().graph, `${nodeId}.${handleId}`, side), reason: null });
}

/** Asked while the wire is pulled; says at the pointer why a port does not take it. */
function isValid(connection: Connection | WireEdge): boolean {
  const { from, to } = endsOf(connection);
  const refusal = whyNotConnect(useDocument.getState().graph, from, to);
  const { reason } = useWiring.getState();
  const next = refusal?.message ?? null;
  if (reason !== next) {
    useWiring.setState({ reason: next });
    if (next) say(next);
  }
  return refusal === null;
}

function pointerOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}

/** Where a wire was let go: on a card takes its best port, on the empty canvas offers what fits. */
function end(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  const { wiring } = useWiring.getState();
  useWiring.setState({ wiring: null, reason: null });
  if (!wiring || state.isValid || state.toHandle) return;
  const screen = pointerOf(event);
  const under = document.elementFromPoint(screen.x, screen.y);
  const card = under?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  if (card) connectToCard(wiring.from, wiring.side, card, wiring.fits);
  else if (under?.closest('.react-flow__pane')) offer(wiring.from, wiring.side, screen);
}

function connectToCard(from: string, side: 'input' | 'output', card: string, fits: ReadonlySet<string>): void {
  const { graph, apply } = useDocument.getState();
  const wire = portAt(graph, from, side);
  const type = graph.nodes[card]?.type;
  if (!wire || !type) return;
  const free = [...fits].filter((ref) => ref.startsWith(`${card}.`));
  const best = portThatFits(type, wire, side === 'output' ? 'input' : 'output');
  const taken = (ref: string): boolean => graph.edges.some((edge) => edge.to === ref);
  const port = free.find((ref) => ref === `${card}.${best}` && !taken(ref)) ?? free.find((ref) => !taken(ref)) ?? free[0];
  if (port) apply(side === 'output' ? { do: 'connect', from, to: port } : { do: 'connect', from: port, to: from });
}

function offer(ref: string, side: 'input' | 'output', screen: { x: number; y: number }): void {
  const at = canvas()?.screenToFlowPosition(screen) ?? { x: 0, y: 0 };
  useView.getState().set({ picker: { at: [at.x, at.y] as Point, screen: [screen.x, screen.y], from: { ref, side } } });
}

/** Moves the end of a wire: one act. */
function reconnect(old: WireEdge, connection: Connection): void {
  const before = endsOf(old);
  const after = endsOf(connection);
  if (before.from === after.from && before.to === after.to) return;
  const edits: Edit[] = [
    { do: 'disconnect', edges: [before] },
    { do: 'connect', ...after },
  ];
  useDocument.getState().apply({ do: 'several', edits });
}

function reconnectEnd(_: unknown, edge: WireEdge, __: unknown, state: FinalConnectionState): void {
  useWiring.setState({ wiring: null, reason: null });
  if (!state.toHandle && !state.isValid) useDocument.getState().apply({ do: 'disconnect', edges: [endsOf(edge)] });
}

/** What the canvas does while wires are pulled. */
export function useConnections() {
  return useMemo(
    () => ({
      onConnectStart: start,
      onConnectEnd: end,
      onConnect: (connection: Connection) => useDocument.getState().apply({ do: 'connect', ...endsOf(connection) }),
      isValidConnection: isValid,
      onReconnect: reconnect,
      onReconnectEnd: reconnectEnd,
    }),
    [],
  );
}
