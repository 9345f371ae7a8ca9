import { expect, it } from 'vitest';
import type { RunEvent } from '#server/contract/events.ts';
import { newFolder } from '#tests/server/new-folder.ts';
import { seeded } from './seeded.ts';
import { api, spawnServer } from './server-process.ts';

const inFull = process.env.FAULT_ROUNDS !== undefined;
const [events, reconnects] = inFull ? [10_000, 100] : [1_000, 10];
const seed = Number(process.env.FAULT_SEED ?? 1);
/** Each row becomes a step, and each step at least this many events. */
const eventsOfStep = 2;

/** Lists whose rows are each enhanced: many steps that take no time. */
function rows(count: number): unknown {
  const nodes: Record<string, unknown> = {};
  const edges: unknown[] = [];
  for (let first = 0; first < count; first += 1_000) {
    const list = Array.from({ length: Math.min(1_000, count - first) }, (_, row) => ({ key: `r${row}`, text: `Row ${first + row}` }));
    nodes[`rows${first}`] = { type: 'list', params: { rows: list } };
    nodes[`each${first}`] = { type: 'enhance-prompt' };
    edges.push({ from: `rows${first}.items`, to: `each${first}.text` });
  }
  return { filmloom: 1, name: 'Many events', nodes, edges };
}

it(`a client that comes back ${reconnects} times sees each of ${events} events once and in order (seed ${seed})`, async () => {
  const server = await spawnServer(await newFolder());
  const random = seeded(seed);
  const { id } = await api<{ id: string }>(server.url, '/runs', { graph: rows(Math.ceil(events / eventsOfStep)) });
  const seen: number[] = [];
  let breaks = 0;
  for (let isOver = false; !isOver; ) {
    const breakAfter = breaks < reconnects ? 1 + Math.floor((random() * 2 * events) / reconnects) : Number.POSITIVE_INFINITY;
    isOver = await follow(`${server.url}/api/v1/runs/${id}/events`, seen, breakAfter);
    if (!isOver) breaks += 1;
  }
  await server.stop();
  process.stdout.write(`events: ${seen.length}, seen over ${breaks + 1} connections (seed ${seed})\n`);
  expect(seen.length).toBeGreaterThanOrEqual(events);
  expect(breaks).toBeGreaterThan(reconnects / 2);
  expect(seen.filter((seq, index) => seq !== index + 1)).toEqual([]);
}, 240_000);

/** Reads until the run is over, or until so many more events were seen; then the connection is cut. */
async function follow(url: string, seen: number[], breakAfter: number): Promise<boolean> {
  const cut = new AbortController();
  const end = seen.length + breakAfter;
  const answer = await fetch(url, { signal: cut.signal, headers: { 'last-event-id': String(seen.at(-1) ?? 0) } });
  let text = '';
  for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^id: \d+\ndata: (.*)$/s.exec(block)?.[1];
      if (!data) continue;
      const event = JSON.parse(data) as RunEvent;
      seen.push(event.seq);
      if (event.type === 'run-done') return true;
      if (seen.length < end) continue;
      cut.abort();
      return false;
    }
  }
  return false;
}
