import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { searchRank } from '#editor/ui/search-rank.ts';
import { nodeTypes } from '#nodes/index.ts';
import { api } from '../faults/server-process.ts';
import { openStage, type Stage, storedGraph, storeGraph } from './browser.ts';

const film = {
  filmloom: 1,
  name: 'One second',
  settings: { resolution: '480p', fps: 24 },
  nodes: {
    brief: { type: 'prompt', params: { text: 'A ship in a storm.' }, at: [0, 0] },
    clip: { type: 'text-to-video', params: { seconds: 1 }, at: [400, 0] },
  },
  edges: [{ from: 'brief.text', to: 'clip.prompt' }],
};
const note = { filmloom: 1, name: 'Here', nodes: { hello: { type: 'note', params: { text: 'Here' }, at: [0, 0] } } };

let stage: Stage;
let saved: string;
beforeAll(async () => {
  stage = await openStage();
  saved = await savedFilm();
}, 150_000);
afterAll(() => stage?.close());
beforeEach(() => void stage.troubles.splice(0));

/** A film that the server has made and handed out, as base64. */
async function savedFilm(): Promise<string> {
  const { id } = await api<{ id: string }>(stage.url, '/runs', { graph: film });
  const isDone = async () => expect((await api<{ state: string }>(stage.url, `/runs/${id}`)).state).toBe('done');
  await vi.waitFor(isDone, { timeout: 120_000, interval: 200 });
  const { outputs } = await api<{ outputs: { kind: string; downloadUrl: string }[] }>(stage.url, `/runs/${id}/outputs`);
  const video = outputs.find(({ kind }) => kind === 'video');
  return Buffer.from(await (await fetch(new URL(video?.downloadUrl ?? '', stage.url))).arrayBuffer()).toString('base64');
}

async function drop(page: Page, target: string): Promise<void> {
  const data = await page.evaluateHandle((base64) => {
    // The tests are checked without the names of a browser.
    const { DataTransfer } = globalThis as never as { DataTransfer: new () => { items: { add(file: File): void } } };
    const files = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    files.items.add(new File([bytes], 'storm.mp4', { type: 'video/mp4' }));
    return files;
  }, saved);
  await page.dispatchEvent(target, 'drop', { dataTransfer: data, clientX: 700, clientY: 400 });
}

async function dropOnCanvas(): Promise<{ page: Page; id: string }> {
  const id = await storeGraph(stage.url, note);
  const page = await stage.open(`/graphs/${id}`);
  await page.locator('.react-flow__node').first().waitFor();
  await drop(page, '.react-flow__pane');
  return { page, id };
}

describe('a finished film', () => {
  it('dropped on the canvas opens the graph that made it, as a graph of its own', async () => {
    const { page, id } = await dropOnCanvas();
    await page.getByRole('dialog', { name: 'This film carries its graph' }).waitFor();
    await page.getByRole('button', { name: 'Open its graph' }).click();
    await page.waitForURL((url) => /^\/graphs\/./.test(url.pathname) && !url.pathname.endsWith(id));
    await expect.poll(() => page.getByLabel('Name of the graph').inputValue()).toBe('One second');
    const opened = await storedGraph(stage.url, new URL(page.url()).pathname.split('/').at(-1) ?? '');
    expect(Object.keys(opened.nodes)).toEqual(['brief', 'clip']);
    expect(Object.keys((await storedGraph(stage.url, id)).nodes)).toEqual(['hello']);
    expect(stage.troubles).toEqual([]);
    await page.close();
  });

  it('dropped on the canvas can be added as a video instead', async () => {
    const { page, id } = await dropOnCanvas();
    await page.getByRole('button', { name: 'Add as video' }).click();
    await expect
      .poll(async () => Object.values((await storedGraph(stage.url, id)).nodes).map(({ type }) => type))
      .toEqual(['note', 'video']);
    expect(stage.troubles).toEqual([]);
    await page.close();
  });

  it('dropped on the home page opens its graph', async () => {
    const page = await stage.open('/graphs');
    await page.getByRole('button', { name: 'New graph' }).waitFor();
    await drop(page, 'main');
    await page.waitForURL(/\/graphs\/.+/);
    await expect.poll(() => page.getByLabel('Name of the graph').inputValue()).toBe('One second');
    expect(stage.troubles).toEqual([]);
    await page.close();
  });
});

describe('the palette on the canvas', () => {
  it('finds nodes as the one at the side does', async () => {
    const id = await storeGraph(stage.url, note);
    const page = await stage.open(`/graphs/${id}`);
    await page.locator('.react-flow__node').first().waitFor();
    await page.locator('.react-flow__pane').dblclick({ position: { x: 40, y: 300 } });
    for (const words of ['vid', 'platform', 'kyfrm']) {
      await page.getByPlaceholder('Add a node', { exact: true }).fill(words);
      const found = [...nodeTypes.values()].filter(({ title, type, docs }) => searchRank(title, words, [type, docs]) > 0);
      const shown = page.locator('[role="dialog"] [role="option"]');
      await expect.poll(async () => (await shown.allTextContents()).sort()).toEqual(found.map(({ title }) => title).sort());
    }
    await page.close();
  });
});
