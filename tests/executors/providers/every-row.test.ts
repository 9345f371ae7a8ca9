import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { googleRows } from '#executors/catalogue/google.ts';
import { runwayRows } from '#executors/catalogue/runway.ts';
import { stabilityRows } from '#executors/catalogue/stability.ts';
import type { ModelJob, Provider } from '#executors/providers/contract.ts';
import { google } from '#executors/providers/google.ts';
import { runway } from '#executors/providers/runway.ts';
import { stability } from '#executors/providers/stability.ts';
import type { Item } from '#nodes/items.ts';
import { priceOf, type Row } from '#nodes/price.ts';
import type { EmulatedService } from '#tests/providers/emulated-service.ts';
import { startGoogle } from '#tests/providers/google-emulator.ts';
import { startRunway } from '#tests/providers/runway-emulator.ts';
import { startStability } from '#tests/providers/stability-emulator.ts';
import { accessOf, frame, jobFor, picture, text } from './provider-bench.ts';

const shot: Item = { hash: 'shot', facts: { seconds: 2 }, value: { prompt: 'A ship', seconds: 2, camera: 'pan', mood: 'calm' } };
const inputs: Readonly<Record<string, Item>> = {
  prompt: text('Waves'),
  shot,
  first: picture,
  last: picture,
  reference: picture,
  mask: picture,
};

/** Every frame and length that a row sells, with the least it needs and with all it takes. */
function jobsOf(row: Row): ModelJob[] {
  const [kind = 'make-image'] = row.kinds;
  const lengths = kind === 'make-video' ? (row.billedSeconds ?? [5]) : [undefined];
  const reads = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, inputs[name] as Item]));
  return (row.sizes ?? [[512, 512]]).flatMap(([width, height]) =>
    lengths.flatMap((seconds) =>
      [['prompt', ...(row.needs ?? [])], row.takes].map((names) => {
        const params = { ...frame, strength: 0.5, width, height, ...(seconds !== undefined && { seconds }) };
        return jobFor(row, kind, { params, reads: reads(names), gives: { width, height, ...(seconds !== undefined && { seconds }) } });
      }),
    ),
  );
}

describe.each<[string, Provider, readonly Row[], () => Promise<EmulatedService>]>([
  ['Google', google, googleRows, () => startGoogle()],
  ['Runway', runway, runwayRows, () => startRunway()],
  ['Stability AI', stability, stabilityRows, () => startStability()],
])('every row of %s', (_name, provider, rows, startService) => {
  let service: EmulatedService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it.each(rows.map((row) => [row.id, row] as const))(
    '%s is sold in every frame and length that it names, at its price',
    async (_id, row) => {
      const access = accessOf(service);
      for (const job of jobsOf(row)) {
        const before = service.books().netMicros;
        await provider.start(await provider.prepare(job, access), 'ref', access);
        expect(service.books().netMicros - before).toBe(priceOf(row, job.gives, undefined));
      }
    },
  );
});
