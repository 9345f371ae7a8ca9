import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWavespeed, type WavespeedEmulator } from '../providers/wavespeed-emulator.ts';
import { openStage, type Stage, storeGraph } from './browser.ts';

const patient = { timeout: 20_000 };
const graph = {
  filmloom: 1,
  name: 'Two clips',
  settings: { tier: 'draft', resolution: '480p', budgetUsd: 1 },
  nodes: {
    list: {
      type: 'list',
      params: {
        rows: [
          { key: 'ship', text: 'A ship' },
          { key: 'lamp', text: 'A lamp' },
        ],
      },
      at: [0, 0],
    },
    clip: { type: 'text-to-video', params: { seconds: 5 }, at: [420, 0] },
  },
  edges: [{ from: 'list.items', to: 'clip.prompt' }],
};

let service: WavespeedEmulator;
let stage: Stage;
let dear = true;
beforeAll(async () => {
  service = await startWavespeed({ jobMs: 0, fault: () => (dear ? 'wrong-price' : undefined) });
  stage = await openStage({ WAVESPEED_API_KEY: service.key, WAVESPEED_BASE_URL: service.url });
}, 60_000);
afterAll(async () => {
  await stage?.close();
  await service?.stop();
});
beforeEach(() => void stage.troubles.splice(0));

describe('a run that costs money', () => {
  it('says its price before the first time, asks when a provider wants more than the budget, and tells what was spent', async () => {
    dear = true;
    const page = await stage.open(`/graphs/${await storeGraph(stage.url, graph)}`);
    await page.getByRole('button', { name: /^Run .*\$0\.20/ }).click();
    const first = page.getByRole('dialog', { name: 'This run costs money' });
    await first.getByText(/≈ \$0\.20.*budget of \$1\.00/).waitFor(patient);
    await first.getByRole('button', { name: /^Run/ }).click();
    const run = page.getByRole('region', { name: 'Run' });
    await run
      .getByText(/asks \$10 for this step\. The budget of this run has \$1 left of \$1\./)
      .first()
      .waitFor(patient);
    expect(service.books().submits).toBe(0);
    dear = false;
    for (let left = 2; left > 0; left -= 1) {
      await run.getByRole('button', { name: 'Raise the budget ($10)' }).first().click();
      await expect.poll(() => service.books().jobs.length, patient).toBe(3 - left);
    }
    await run.getByText('done').first().waitFor(patient);
    await page.getByText('$0.20', { exact: true }).first().waitFor(patient);
    expect(service.books()).toMatchObject({ submits: 2, netMicros: 200_000 });
    expect(stage.troubles).toEqual([]);
  }, 60_000);
});
