import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startWavespeed, type WavespeedEmulator } from '../../providers/wavespeed-emulator.ts';
import { newFolder } from '../open-server.ts';
import { clip } from '../runs/open-paid.ts';
import { filmloom } from './filmloom-process.ts';

const patience = 120_000;
let service: WavespeedEmulator;
afterEach(() => service?.stop());

async function prepare(fault?: 'wrong-price'): Promise<{ file: string; env: Record<string, string> }> {
  service = await startWavespeed({ jobMs: 0, fault: () => fault });
  const folder = await newFolder();
  await writeFile(join(folder, 'graph.json'), JSON.stringify(clip()));
  const env = { FILMLOOM_DATA: join(folder, 'data'), NO_COLOR: '1', WAVESPEED_API_KEY: service.key, WAVESPEED_BASE_URL: service.url };
  return { file: join(folder, 'graph.json'), env };
}

describe('filmloom run with a budget', () => {
  it(
    'ends with 3 where even the least is over it, and nothing is sent',
    async () => {
      const { file, env } = await prepare();
      const refused = await filmloom(['run', file, '--budget', '0.05'], env).ended;
      expect([refused.code, refused.err]).toEqual([
        3,
        expect.stringContaining('The least this run can cost is $0.1; its budget is $0.05.'),
      ]);
      expect(service.books().submits).toBe(0);
    },
    patience,
  );

  it(
    'ends with 3 where a provider asks more than is left, whatever --yes approves',
    async () => {
      const { file, env } = await prepare('wrong-price');
      const asked = await filmloom(['run', file, '--budget', '1', '--yes'], env).ended;
      expect([asked.code, asked.err]).toEqual([3, expect.stringContaining('asks $10 for this step')]);
      expect(service.books().submits).toBe(0);
    },
    patience,
  );

  it(
    'pays once, says what it paid, and tells the price before',
    async () => {
      const { file, env } = await prepare();
      const estimate = await filmloom(['estimate', file], env).ended;
      expect([estimate.code, estimate.out]).toEqual([0, expect.stringContaining('$0.10')]);
      const done = await filmloom(['run', file], env).ended;
      expect([done.code, done.err]).toEqual([0, expect.stringMatching(/done in .* \$0\.1/)]);
      const again = await filmloom(['run', file], env).ended;
      expect([again.code, again.err]).toEqual([0, expect.stringContaining('1 reused')]);
      expect(service.books()).toMatchObject({ submits: 1, netMicros: 100_000 });
    },
    patience,
  );
});
