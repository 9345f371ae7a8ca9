import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Journal } from '#gpu-agents/journal.ts';
import { newFolder } from '../server/open-server.ts';

const lease = (id: string) => ({
  lease: id,
  ticket: 't',
  runId: 'r',
  step: 's',
  attempt: 1,
  fence: 1,
  job: { kind: 'make-image', params: {}, take: 0, reads: {}, fingerprint: `f-${id}`, fresh: false, name: 'n' },
  inputs: [],
  leaseMs: 1000,
});
const made = { type: 'succeeded' as const, gives: { text: { value: 'x' } }, warnings: [] };

it('keeps what is in hand over a crash, a torn last line left out', async () => {
  const file = join(await newFolder(), 'journal.jsonl');
  const before = new Journal(file);
  for (const id of ['a', 'b', 'c']) before.leased(lease(id));
  before.started('a');
  before.finished('b', made);
  before.closed('c');
  appendFileSync(file, '{"type":"closed","lea');
  const after = new Journal(file);
  expect([...after.open.keys()]).toEqual(['a', 'b']);
  expect(after.open.get('a')).toMatchObject({ starts: 1 });
  expect(after.madeFor('f-b')).toEqual(made);
  expect(after.madeFor('f-a')).toBeUndefined();
});
