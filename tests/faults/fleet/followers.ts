import { io } from 'socket.io-client';
import type { RunEvent, SubscribeAnswer } from '#server/contract/events.ts';
import type { FleetProcess } from './fleet-process.ts';

/** What somebody saw of a run: sequence numbers of its events, in the order they came, and what was wrong with that. */
export type Follower = { readonly seen: number[]; readonly wrong: string[]; readonly ended: Promise<void>; stop(): void };

const last = /^run-(?:done|failed|cancelled)$/;

/** Follows a run by server-sent events, and comes back with the last event seen after every break, as a browser does. */
export function followByEvents(serverOf: () => FleetProcess, runId: string): Follower {
  const seen: number[] = [];
  const wrong: string[] = [];
  const stopping = new AbortController();
  let isOver = false;
  const take = (event: RunEvent): void => {
    const expected = (seen.at(-1) ?? 0) + 1;
    if (event.seq !== expected) wrong.push(`${event.seq} came where ${expected} was due`);
    seen.push(event.seq);
    if (last.test(event.type)) isOver = true;
  };
  const follow = async (): Promise<void> => {
    while (!isOver && !stopping.signal.aborted) {
      await readStream(`${serverOf().name}/api/v1/runs/${runId}/events`, seen.at(-1) ?? 0, stopping.signal, take).catch(() => undefined);
      if (!isOver) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  return { seen, wrong, ended: follow(), stop: () => stopping.abort() };
}

async function readStream(url: string, after: number, signal: AbortSignal, take: (event: RunEvent) => void): Promise<void> {
  const answer = await fetch(url, { signal, headers: { 'last-event-id': String(after) } });
  if (!answer.ok || !answer.body) return;
  let text = '';
  for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      if (!block.startsWith('id:')) continue;
      take(JSON.parse(block.slice(block.indexOf('data: ') + 6)) as RunEvent);
    }
  }
}

/** Follows a run over socket.io: a snapshot after each connection, and every event after that one. */
export function followBySocket(server: FleetProcess, runId: string): Follower {
  const seen: number[] = [];
  const wrong: string[] = [];
  const socket = io(`${server.name}/runs`, { transports: ['websocket'], forceNew: true });
  let at = 0;
  const ended = new Promise<void>((resolve) => {
    socket.on('connect', () =>
      socket.emit('subscribe', { runId }, (answer: SubscribeAnswer) => {
        if ('error' in answer) return void wrong.push(answer.error.message);
        at = answer.seq;
        if (['done', 'failed', 'cancelled'].includes(answer.snapshot.state)) resolve();
      }),
    );
    socket.on('event', (event: RunEvent) => {
      if (event.seq !== at + 1) wrong.push(`${event.seq} came where ${at + 1} was due`);
      at = event.seq;
      seen.push(event.seq);
      if (last.test(event.type)) resolve();
    });
  });
  return { seen, wrong, ended, stop: () => socket.disconnect() };
}
