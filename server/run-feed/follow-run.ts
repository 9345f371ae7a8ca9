import type { RunEvent } from '#server/contract/events.ts';
import type { Caller, Engine } from '#server/runs/engine-contract.ts';
import type { EventStream } from './event-stream.ts';

const terminal = ['run-done', 'run-failed', 'run-cancelled'];

/** Sends every event of a run after a sequence number, each once and in order, and ends the stream with the run. */
export async function followRun(
  engine: Engine,
  caller: Caller,
  { runId, after }: { runId: string; after: number },
  stream: EventStream,
): Promise<void> {
  let last = after;
  let waiting: RunEvent[] | undefined = [];
  const send = (event: RunEvent): void => {
    if (event.seq <= last) return;
    last = event.seq;
    stream.event(event);
    if (terminal.includes(event.type)) stream.end();
  };
  // What happens while the past is being read waits behind it.
  const stop = await engine.listen(caller, runId, {
    event: (event) => (waiting ? waiting.push(event) : send(event)),
    progress: (message) => stream.progress(message),
  });
  stream.onClose(stop);
  const past = await engine.eventsAfter(caller, runId, after);
  const ended = past.findLastIndex(({ type }) => terminal.includes(type));
  past.forEach((event, index) => {
    // A run that was taken up again has ended before without being over.
    if (index < ended) {
      last = event.seq;
      stream.event(event);
    } else send(event);
  });
  for (const event of waiting) send(event);
  waiting = undefined;
}
