import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../faults/server-process.ts';
import { startWavespeed, type WavespeedEmulator } from '../providers/wavespeed-emulator.ts';
import { openStage, type Stage, storeGraph } from './browser.ts';

const patient = { timeout: 20_000 };
const graph = {
  filmloom: 1,
  name: 'One clip',
  settings: { tier: 'draft', resolution: '480p', budgetUsd: 1 },
  nodes: {
    brief: { type: 'prompt', params: { text: 'A ship in a storm.' }, at: [0, 0] },
    clip: { type: 'text-to-video', params: { seconds: 5 }, at: [420, 0] },
  },
  edges: [{ from: 'brief.text', to: 'clip.prompt' }],
};

let service: WavespeedEmulator;
let stage: Stage;
beforeAll(async () => {
  service = await startWavespeed({ key: 'journey-key-of-wavespeed-4321', balanceUsd: 12.5, jobMs: 0 });
  stage = await openStage({ WAVESPEED_BASE_URL: service.url });
}, 60_000);
afterAll(async () => {
  await stage?.close();
  await service?.stop();
});
afterEach(async () => {
  stage.troubles.splice(0);
  await fetch(`${stage.url}/api/v1/credentials/wavespeed`, { method: 'DELETE' });
});

const pasted = async (page: Page, key: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Key of WaveSpeed' }).fill(key);
  await page.keyboard.press('Enter');
};
const card = (page: Page) => page.getByRole('article', { name: 'WaveSpeed' });

/** Of whatever has the focus, the name that is read aloud. */
const nameOfFocus =
  "(({ ariaLabel, labels, textContent }) => ariaLabel ?? labels?.[0]?.textContent ?? textContent ?? '')(document.activeElement)";

/** A picture of the page for somebody to look at, where FILMLOOM_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.FILMLOOM_PICTURES;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe('the settings page', () => {
  it('takes a key in, tells the balance, and its models are there to choose and to run', async () => {
    const page = await stage.open(`/graphs/${await storeGraph(stage.url, graph)}`);
    await page.locator('.react-flow__node[data-id="clip"]').waitFor();
    await page.keyboard.press('Control+K');
    await page.keyboard.type('settings');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/settings$/);
    await page.getByText('Without keys everything runs as animatic, free.').waitFor();
    await pasted(page, service.key);
    await card(page).getByText('WaveSpeed accepts the key. $12.50 left on the account.').waitFor(patient);
    await card(page).getByText('••••').waitFor();
    expect(await card(page).textContent()).toContain('4321');
    expect(await page.content()).not.toContain(service.key);
    // the focus stays with the key, so that the next thing to reach is its test
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>(nameOfFocus)).toBe('Test the key of WaveSpeed');
    await card(page).getByRole('button', { name: 'Test the key of WaveSpeed' }).click();
    await card(page).getByText('$12.50 left on the account').waitFor(patient);
    await page.getByRole('link', { name: 'Back to the graph' }).click();
    await page.locator('.react-flow__node[data-id="clip"]').click();
    await page.getByRole('combobox', { name: 'Model' }).last().click();
    await page
      .getByRole('option', { name: /Hunyuan Video 1\.5, 480p/ })
      .first()
      .waitFor(patient);
    expect(await page.getByRole('option', { name: /needs a key.*wavespeed|wavespeed.*needs a key/ }).count()).toBe(0);
    await page
      .getByRole('option', { name: /Hunyuan Video 1\.5, 480p/ })
      .first()
      .click();
    await page.getByRole('button', { name: /^Run .*\$0\.10/ }).click(patient);
    await page.getByRole('dialog', { name: 'This run costs money' }).getByRole('button', { name: /^Run/ }).click();
    await page.getByRole('region', { name: 'Run' }).getByText('done').first().waitFor(patient);
    expect(service.books()).toMatchObject({ submits: 1, netMicros: 100_000 });
    expect(stage.troubles).toEqual([]);
    await page.goto(`${stage.url}/settings`);
    await page.getByRole('list', { name: 'Spending by provider' }).getByText('$0.10').waitFor(patient);
    await picture(page, 'settings-spent');
    await page.close();
  }, 90_000);

  it('says why a key is not accepted, keeps it to be replaced, and forgets it on a second word', async () => {
    const page = await stage.open('/settings');
    await pasted(page, 'this-is-not-the-key-9999');
    await card(page).getByText('WaveSpeed does not accept the key.').waitFor(patient);
    await card(page).getByRole('button', { name: 'Replace the key of WaveSpeed' }).click();
    await pasted(page, service.key);
    await card(page).getByText('$12.50 left').waitFor(patient);
    await card(page).getByRole('button', { name: 'Remove the key of WaveSpeed' }).click();
    await card(page).getByText('Forget this key?').waitFor();
    await page.keyboard.press('Enter');
    await card(page).getByRole('button', { name: 'Remove the key of WaveSpeed' }).click();
    await card(page).getByRole('button', { name: 'Forget the key' }).click();
    await page.getByRole('textbox', { name: 'Key of WaveSpeed' }).waitFor(patient);
    expect(await api(stage.url, '/credentials/wavespeed')).toMatchObject({ from: 'none' });
    expect(stage.troubles).toEqual([]);
    await page.close();
  });

  it('sets a monthly limit and takes it away', async () => {
    const page = await stage.open('/graphs');
    await page.getByRole('link', { name: 'Settings: keys and spending' }).click();
    const limit = page.getByRole('textbox', { name: 'Monthly limit' });
    await limit.fill('a lot');
    await page.keyboard.press('Enter');
    await page.getByText('An amount in dollars, such as 50 or 12.50.').waitFor();
    await limit.fill('12.50');
    await page.keyboard.press('Enter');
    await page.getByText('of $12.50').waitFor(patient);
    expect(await api(stage.url, '/caps')).toMatchObject({ caps: [{ scope: 'workspace', usd: '12.5' }] });
    await limit.fill('');
    await page.keyboard.press('Enter');
    await page.getByText('No limit is set.').waitFor(patient);
    expect(await api(stage.url, '/caps')).toEqual({ caps: [] });
    await page.close();
  });

  it('is walked through with the keyboard alone, in the order of reading', async () => {
    const page = await stage.open('/settings');
    await page.getByRole('textbox', { name: 'Key of WaveSpeed' }).waitFor();
    const names: string[] = [];
    for (let left = 60; left > 0 && names.at(-1) !== 'Monthly limit'; left -= 1) {
      await page.keyboard.press('Tab');
      names.push(await page.evaluate<string>(nameOfFocus));
    }
    expect(names.slice(0, 2)).toEqual(['All graphs', expect.stringMatching(/^Theme/)]);
    const at = names.indexOf('Key of WaveSpeed');
    expect(names.slice(at, at + 4)).toEqual(['Key of WaveSpeed', 'Show the key', 'wavespeed.ai/accesskey', expect.anything()]);
    expect(names.at(-1)).toBe('Monthly limit');
    await page.close();
  });

  it.each([
    ['dark', 1440, 900],
    ['light', 1440, 900],
    ['dark', 1024, 768],
    ['light', 1024, 768],
  ] as const)('has no accessibility faults in the %s theme at %i×%i, without a key and with one', async (theme, width, height) => {
    const page = await stage.open('/settings', { theme, width, height });
    await page.getByRole('textbox', { name: 'Key of WaveSpeed' }).waitFor();
    await page.getByText(/No limit is set/).waitFor();
    await picture(page, `settings-empty-${theme}-${width}`);
    expect(await faults(page)).toEqual([]);
    await pasted(page, service.key);
    await card(page).getByText('$12.50 left').waitFor(patient);
    await picture(page, `settings-key-${theme}-${width}`);
    expect(await faults(page)).toEqual([]);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    await page.close();
  });
});
