import type { ProgressMessage, RunEvent } from '#server/contract/events.ts';
import { api } from '../server/api.ts';
import { runsSocket } from '../server/socket.ts';
import { useRun } from './run.ts';

let following: string | null = null;
let waiting: RunEvent[] = [];
let answered = false;
let flushing = false;

/** Shows the latest run of a graph, wherever it was started and however far it is. */
export async function followLatestRun(graphId: string): Promise<void> {
  const { runs } = await api.runs({ graphId, limit: 1 });
  const [latest] = runs;
  if (latest) followRun(latest.id);
}

/** Shows a run and keeps it up to date until another is followed. */
export function followRun(runId: string): void {
  listen();
  if (following && following !== runId) runsSocket().emit('unsubscribe', { runId: following });
  if (following !== runId) waiting = [];
  following = runId;
  subscribe();
}

export function stopFollowing(): void {
  if (following) runsSocket().emit('unsubscribe', { runId: following });
  following = null;
  waiting = [];
  useRun.getState().show(null);
}

function subscribe(): void {
  const runId = following;
  const socket = runsSocket();
  if (!runId || !socket.connected) return;
  answered = false;
  const { run } = useRun.getState();
  socket.emit('subscribe', { runId, after: run?.id === runId ? run.seq : 0 }, (answer) => {
    if (following !== runId) return;
    if ('error' in answer) {
      following = null;
      return;
    }
    useRun.getState().show(answer.snapshot);
    answered = true;
    flushSoon();
  });
}

let listening = false;
function listen(): void {
  if (listening) return;
  listening = true;
  const socket = runsSocket();
  socket.on('connect', () => {
    useRun.getState().setLink('live');
    subscribe();
  });
  socket.on('disconnect', () => useRun.getState().setLink('lost'));
  socket.on('event', (event: RunEvent) => {
    if (event.runId !== following) return;
    waiting.push(event);
    flushSoon();
  });
  socket.on('progress', (message: ProgressMessage) => {
    if (answered) useRun.getState().addProgress(message);
  });
}

/** Events that arrive within one frame are applied together: a burst of a hundred draws the screen once. */
function flushSoon(): void {
  if (flushing) return;
  flushing = true;
  setTimeout(() => {
    flushing = false;
    if (!answered || waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    if (useRun.getState().addEvents(events)) subscribe();
    if (events.some(movesMoney)) askMoneySoon();
  }, 16);
}

function movesMoney({ type }: RunEvent): boolean {
  return type === 'step-done' || type === 'step-failed' || type === 'step-waiting' || type === 'step-started';
}

const moneyEveryMs = 500;
let askingMoney = false;
/** What is free at every step need not be asked for. */
function askMoneySoon(): void {
  const { run } = useRun.getState();
  if (askingMoney || !run || run.tier === 'animatic') return;
  askingMoney = true;
  setTimeout(() => {
    askingMoney = false;
    void api.runMoney(run.id).then(
      ({ balance }) => balance && useRun.getState().setMoney(run.id, balance),
      () => undefined,
    );
  }, moneyEveryMs);
}
