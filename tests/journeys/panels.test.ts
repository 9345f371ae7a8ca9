import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card, openStage, type Stage, storedGraph, storeGraph, untilSaved } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => void stage.troubles.splice(0));

const graph = {
  filmloom: 1,
  name: 'Panels',
  settings: { resolution: '480p', fps: 24 },
  nodes: {
    board: {
      type: 'storyboard',
      at: [0, 0],
      params: {
        shots: [
          { prompt: 'A lighthouse at dawn.', seconds: 1 },
          { prompt: 'A ship in a storm.', seconds: 1, narration: 'The storm came.' },
        ],
      },
    },
    frames: { type: 'keyframe', at: [420, 0] },
    ask: { type: 'review', params: { question: 'Are these the right pictures?' }, at: [840, 0] },
    clips: { type: 'flf2v', at: [1260, 0] },
    voice: { type: 'speech', at: [420, 600] },
    film: { type: 'concat', at: [1680, 0] },
  },
  edges: [
    { from: 'board.keyframes', to: 'frames.prompt' },
    { from: 'frames.image', to: 'ask.image' },
    { from: 'ask.image', to: 'clips.keyframes' },
    { from: 'board.shots', to: 'clips.shots' },
    { from: 'board.shots', to: 'voice.shots' },
    { from: 'clips.clips', to: 'film.clips' },
    { from: 'voice.audio', to: 'film.audio' },
  ],
};

async function openPanels(nodes: object = {}): Promise<{ page: Page; id: string }> {
  const id = await storeGraph(stage.url, { ...graph, nodes: { ...graph.nodes, ...nodes } });
  const page = await stage.open(`/graphs/${id}`);
  await card(page, 'board').waitFor();
  return { page, id };
}

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const select = (page: Page, node: string): Promise<void> => card(page, node).click({ position: { x: 40, y: 10 } });

async function openDock(page: Page, tab: string): Promise<void> {
  if ((await page.getByRole('tab', { name: tab }).count()) === 0)
    await page.getByRole('button', { name: 'Run panel', exact: true }).click();
  await page.getByRole('tab', { name: tab }).click();
}

describe('the inspector', () => {
  it('keeps the results of shots with their shots when one is put in between', async () => {
    const { page, id } = await openPanels();
    await select(page, 'board');
    await inspector(page).getByRole('button', { name: 'Add a shot after this one' }).first().click();
    await inspector(page).getByRole('textbox', { name: 'What happens, row 2' }).fill('A message in a bottle.');
    await untilSaved(page);
    await expect
      .poll(async () => (await storedGraph(stage.url, id)).nodes.board?.params)
      .toMatchObject({ shots: [{ key: '1' }, { prompt: 'A message in a bottle.' }, { key: '2', prompt: 'A ship in a storm.' }] });
    await page.close();
  });

  it('says what is wrong at the field at once, and goes back to the default', async () => {
    const { page, id } = await openPanels();
    await select(page, 'voice');
    const speed = inspector(page).getByRole('spinbutton', { name: 'Speed' });
    await speed.fill('9');
    await inspector(page).getByText('“Speed” must be at most 2.').waitFor();
    expect(await speed.getAttribute('aria-invalid')).toBe('true');
    await inspector(page).getByRole('button', { name: 'Back to the default: Speed' }).click();
    await untilSaved(page);
    await expect.poll(async () => (await storedGraph(stage.url, id)).nodes.voice?.params ?? {}).toEqual({});
    await page.close();
  });

  it('leads from a problem to its field', async () => {
    const { page } = await openPanels({ pic: { type: 'image', at: [0, 700] } });
    await openDock(page, 'Problems');
    await page
      .getByRole('tabpanel', { name: /Problems/ })
      .getByRole('button', { name: /Image · Picture/ })
      .click();
    await expect.poll(() => page.evaluate<string>('document.activeElement?.id')).toBe('form-pic-asset');
    await page.close();
  });
});

/** The parts of a video element that are looked at; the tests run without the types of the browser. */
type Film = { duration: number; currentTime: number; textTracks: { cues: { length: number } | null }[] };

describe('the library', () => {
  it('adds a node by typing its name', async () => {
    const { page } = await openPanels();
    await page.getByPlaceholder('Find a node').fill('upsc');
    await page.keyboard.press('Enter');
    await card(page, 'upscale').waitFor();
    await page.close();
  });
});

describe('the run panel', () => {
  it('asks, plays the film with its captions, and hands every file over', async () => {
    const { page } = await openPanels();
    await page.locator('[data-run]').click();
    const dock = page.getByRole('region', { name: 'Run' });
    // the first picture and the end of the first shot are the same request, so two questions are asked
    for (let left = 2; left > 0; left -= 1) {
      const approve = dock.getByRole('button', { name: 'Approve' });
      await expect.poll(() => approve.count(), { timeout: 120_000 }).toBe(left);
      await approve.first().click();
    }
    await page.getByRole('toolbar', { name: 'Player' }).waitFor({ timeout: 120_000 });
    const video = dock.locator('video');
    await expect.poll(() => video.evaluate((film: Film) => film.duration)).toBeCloseTo(2, 1);
    await expect.poll(() => video.evaluate((film: Film) => film.textTracks[0]?.cues?.length ?? 0)).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'One picture on' }).click();
    await expect.poll(() => video.evaluate((film: Film) => film.currentTime)).toBeCloseTo(1.5 / 24, 3);
    const [srt] = await Promise.all([page.waitForEvent('download'), dock.getByRole('button', { name: /\.srt$/ }).click()]);
    expect(srt.suggestedFilename()).toMatch(/\.srt$/);
    const [zip] = await Promise.all([page.waitForEvent('download'), dock.getByRole('link', { name: 'Save everything as ZIP' }).click()]);
    expect(zip.suggestedFilename()).toBe('Panels.zip');
    const { violations } = await new AxeBuilder({ page }).exclude('.react-flow').exclude('[data-sonner-toaster]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(stage.troubles).toEqual([]);
    await page.close();
  });

  it('shows the same run after the page was loaded anew', async () => {
    const { page } = await openPanels({ ask: { type: 'review', params: { question: 'And now?' }, at: [840, 0] } });
    await page.locator('[data-run]').click();
    await page.getByText('waits for you').first().waitFor({ timeout: 120_000 });
    await page.reload();
    await card(page, 'board').waitFor();
    await openDock(page, 'For you');
    const questions = page.getByRole('region', { name: 'Run' }).getByText('And now?');
    await expect.poll(() => questions.count()).toBe(2);
    await page.close();
  });
});
