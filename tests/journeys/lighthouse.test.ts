import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readEmbeddedGraph } from '#executors/ffmpeg/embedded-graph.ts';
import { api } from '../faults/server-process.ts';
import { card, openStage, type Stage, storedGraph } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
afterEach(() => expect(stage.troubles.splice(0)).toEqual([]));

const patient = { timeout: 150_000 };
type Summary = { id: string; name: string; revision: number };

/** Makes the sample film short and small, so that it is soon done. */
async function shorten(): Promise<string> {
  const [sample] = (await api<{ graphs: Summary[] }>(stage.url, '/graphs')).graphs;
  if (!sample) throw new Error('There is no sample film.');
  const graph = await storedGraph(stage.url, sample.id);
  const { plan, social } = graph.nodes;
  const nodes = {
    ...graph.nodes,
    brief: { ...graph.nodes.brief, params: { text: 'A lighthouse. A storm.' } },
    plan: { ...plan, params: { shots: 2, secondsPerShot: 1 } },
    social: { ...social, params: { platforms: ['x'] } },
  };
  const answer = await fetch(`${stage.url}/api/v1/graphs/${sample.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': `"${sample.revision}"` },
    body: JSON.stringify({ graph: { ...graph, nodes, settings: { resolution: '480p', fps: 24 } } }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return sample.id;
}

const runsOf = async (id: string) => (await api<{ runs: { id: string; state: string }[] }>(stage.url, `/runs?graphId=${id}`)).runs;
const dock = (page: Page) => page.getByRole('region', { name: 'Run' });
const runButton = (page: Page) => page.getByRole('button', { name: /^Run · free/ });

describe('the sample film', () => {
  it('is what a first visit opens, all of it in view, with its price on the button', async () => {
    const page = await stage.open('/');
    await page.waitForURL(/\/graphs\/graph-/);
    await runButton(page).waitFor();
    const canvas = await page.getByRole('main', { name: 'Canvas' }).boundingBox();
    const tools = await page.getByRole('toolbar', { name: 'Canvas tools' }).boundingBox();
    expect(await page.locator('.react-flow__node').count()).toBe(11);
    for (const each of await page.locator('.react-flow__node').all()) {
      const box = await each.boundingBox();
      if (!canvas || !box) throw new Error('A card is not on the page.');
      expect(box.x).toBeGreaterThan(canvas.x);
      expect(box.x + box.width).toBeLessThan(canvas.x + canvas.width);
      expect(box.y).toBeGreaterThan(canvas.y);
      expect(box.y + box.height).toBeLessThan(tools?.y ?? 0);
    }
    await page.context().close();
  });

  it('runs by key, goes on over a reload and in a second window, plays, and is reused the second time', async () => {
    const id = await shorten();
    const page = await stage.open('/');
    await runButton(page).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await card(page, 'plan').getByText('done').first().waitFor(patient);
    await page.reload();
    await page.getByRole('button', { name: 'Stop' }).or(runButton(page)).waitFor();
    const beside = await stage.openBeside(page, `/graphs/${id}`);
    for (const window of [page, beside]) await card(window, 'film').locator('[data-state="done"]').waitFor(patient);
    await beside.close();
    await runButton(page).waitFor(patient);
    expect((await runsOf(id)).map(({ state }) => state)).toEqual(['done']);

    await checkFilm(page);
    await checkDownloads(page);
    await card(page, 'clips').locator('h3').waitFor({ state: 'attached' });
    await page.keyboard.press('0');
    await card(page, 'clips')
      .getByRole('toolbar', { name: 'Elements' })
      .getByRole('button', { name: '2, done' })
      .waitFor({ state: 'attached' });

    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await runsOf(id)).map(({ state }) => state), patient).toEqual(['done', 'done']);
    await card(page, 'film').locator('[data-state="cached"]').waitFor();
    await card(page, 'film').getByText('reused, free').first().waitFor();
    await page.context().close();
  });
});

async function checkFilm(page: Page): Promise<void> {
  const film = dock(page).locator('video');
  await film.waitFor();
  const facts = () =>
    film.evaluate(
      (video: { duration: number; error: unknown; textTracks: { length: number; [index: number]: { kind: string } | undefined } }) => ({
        seconds: Math.round(video.duration * 10) / 10,
        error: video.error,
        tracks: Array.from({ length: video.textTracks.length }, (_, index) => video.textTracks[index]?.kind),
      }),
    );
  await expect.poll(facts).toEqual({ seconds: 2, error: null, tracks: ['captions'] });
  await dock(page).getByRole('toolbar', { name: 'Player' }).getByRole('button', { name: /^Play/ }).click();
  await expect.poll(() => film.evaluate((video: { currentTime: number }) => video.currentTime)).toBeGreaterThan(0.2);
}

async function checkDownloads(page: Page): Promise<void> {
  const links = await dock(page)
    .locator('a[download]')
    .evaluateAll((all: { href: string; download: string }[]) => all.map(({ href, download }) => ({ href, download })));
  expect(links.length).toBeGreaterThanOrEqual(3);
  for (const { href } of links) expect((await fetch(href)).status, href).toBe(200);
  await dock(page)
    .getByRole('button', { name: /\.srt$/ })
    .waitFor();
  const film = links.find(({ download }) => download.endsWith('.mp4'));
  if (!film) throw new Error('The film cannot be saved.');
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-journey-'));
  try {
    const file = join(folder, 'film.mp4');
    await writeFile(file, Buffer.from(await (await fetch(film.href)).arrayBuffer()));
    const graph = JSON.parse((await readEmbeddedGraph(file, folder, new AbortController().signal)) ?? 'null') as { name?: string } | null;
    expect(graph?.name).toBe('Lighthouse');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the list of graphs', () => {
  it('is behind the logo, and the way back leads to the graph', async () => {
    const page = await stage.open('/');
    await runButton(page).waitFor();
    const graph = page.url();
    await page.getByRole('link', { name: 'All graphs' }).click();
    await page.getByRole('heading', { name: 'Your graphs' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/graphs');
    await page.goBack();
    await runButton(page).waitFor();
    expect(page.url()).toBe(graph);
    await page.context().close();
  });

  it('is what opens when every graph was deleted, and offers the sample again', async () => {
    const { graphs } = await api<{ graphs: Summary[] }>(stage.url, '/graphs');
    for (const { id } of graphs) await fetch(`${stage.url}/api/v1/graphs/${id}`, { method: 'DELETE' });
    const page = await stage.open('/');
    await page.getByRole('button', { name: 'Open the sample film' }).click();
    await runButton(page).waitFor();
    expect(await page.locator('.react-flow__node').count()).toBe(11);
    await page.context().close();
  });
});
