import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../faults/server-process.ts';
import { card, openStage, type Stage, storedGraph, storeGraph } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
afterEach(() => expect(stage.troubles.splice(0)).toEqual([]));

const patient = { timeout: 90_000 };
const settings = { resolution: '480p', fps: 24 };

async function openGraph(graph: object): Promise<{ page: Page; id: string }> {
  const id = await storeGraph(stage.url, graph);
  const page = await stage.open(`/graphs/${id}`);
  await page.getByRole('button', { name: /^Run · free/ }).waitFor();
  return { page, id };
}

/** States of the runs of a graph, newest first. */
async function statesOf(id: string): Promise<string[]> {
  return (await api<{ runs: { state: string }[] }>(stage.url, `/runs?graphId=${id}`)).runs.map(({ state }) => state);
}

function picture(): Buffer {
  const file = join(stage.folder, 'picture.png');
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=s=320x180', '-frames:v', '1', file]);
  return readFileSync(file);
}

async function upload(bytes: Buffer): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'picture.png');
  const answer = await fetch(`${stage.url}/api/v1/assets`, { method: 'POST', body: form });
  return ((await answer.json()) as { id: string }).id;
}

describe('a run', () => {
  it('is paused, goes on and is stopped by its buttons', async () => {
    const { page, id } = await openGraph({
      filmloom: 1,
      name: 'Frames',
      settings,
      nodes: {
        brief: { type: 'prompt', params: { text: 'A lighthouse in a storm. A ship is saved. The keeper sleeps.' }, at: [0, 0] },
        plan: { type: 'planner', params: { shots: 8, secondsPerShot: 1 }, at: [400, 0] },
        frames: { type: 'keyframe', at: [800, 0] },
      },
      edges: [
        { from: 'brief.text', to: 'plan.brief' },
        { from: 'plan.keyframes', to: 'frames.prompt' },
      ],
    });
    await page.locator('[data-run]').click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    expect(await statesOf(id)).toEqual(['paused']);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('[data-run]').waitFor(patient);
    expect(await statesOf(id)).toEqual(['cancelled']);
    await card(page, 'frames').getByText('stopped').first().waitFor();
    await page.context().close();
  });

  it('waits for a person, and goes by the answer', async () => {
    const { page, id } = await openGraph({
      filmloom: 1,
      name: 'Asked',
      settings,
      nodes: {
        brief: { type: 'prompt', params: { text: 'A lighthouse.' }, at: [0, 0] },
        ask: { type: 'review', params: { question: 'Shall it be drawn?' }, at: [400, 0] },
        frame: { type: 'keyframe', at: [800, 0] },
      },
      edges: [
        { from: 'brief.text', to: 'ask.text' },
        { from: 'ask.text', to: 'frame.prompt' },
      ],
    });
    await page.locator('[data-run]').click();
    const questions = page.getByRole('region', { name: 'Run' });
    await questions.getByText('Shall it be drawn?').waitFor(patient);
    expect(await statesOf(id)).toEqual(['awaiting-person']);
    await questions.getByRole('button', { name: 'Reject' }).click();
    await page.locator('[data-run]').waitFor(patient);
    expect(await statesOf(id)).toEqual(['failed']);
    await card(page, 'frame').locator('[data-state="skipped"]').or(card(page, 'frame').getByText('skipped')).first().waitFor();

    await page.locator('[data-run]').click();
    await page.keyboard.press('0');
    await questions.getByRole('button', { name: 'Approve' }).click();
    await expect.poll(() => statesOf(id), patient).toEqual(['done', 'failed']);
    await page.context().close();
  });

  it('says on the card what failed, and Retry makes it good', async () => {
    const asset = await upload(picture());
    const { page, id } = await openGraph({
      filmloom: 1,
      name: 'Lost picture',
      settings,
      nodes: {
        photo: { type: 'image', params: { asset }, at: [0, 0] },
        clip: { type: 'image-to-video', params: { seconds: 1 }, at: [400, 0] },
      },
      edges: [{ from: 'photo.image', to: 'clip.image' }],
    });
    const file = join(stage.folder, 'files', asset.slice(0, 2), asset);
    await rename(file, join(stage.folder, 'lost'));
    await page.locator('[data-run]').click();
    await card(page, 'clip').locator('.card[data-state="failed"], [data-state="failed"]').first().waitFor(patient);
    await card(page, 'clip').click({ position: { x: 30, y: 8 } });
    await page.keyboard.press('.');
    await card(page, 'clip').getByText('is not in the data folder any more').waitFor();
    expect(await statesOf(id)).toEqual(['failed']);
    await rename(join(stage.folder, 'lost'), file);
    await card(page, 'clip').getByRole('button', { name: 'Retry' }).click();
    await expect.poll(() => statesOf(id), patient).toEqual(['done']);
    await card(page, 'clip').getByText('done').first().waitFor();
    stage.troubles.splice(0, Number.POSITIVE_INFINITY, ...stage.troubles.filter((trouble) => !trouble.includes('404')));
    await page.context().close();
  });
});

describe('a file dropped on the canvas', () => {
  const drop = async (page: Page, name: string, type: string, bytes: Buffer): Promise<void> => {
    const data = await page.evaluateHandle(
      `(() => { const data = new DataTransfer(); const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (each) => each.charCodeAt(0)); data.items.add(new File([bytes], '${name}', { type: '${type}' })); return data; })()`,
    );
    const place = { clientX: 700, clientY: 700, dataTransfer: data, bubbles: true };
    await page.locator('.react-flow__pane').dispatchEvent('dragover', place);
    await page.locator('.react-flow__pane').dispatchEvent('drop', place);
  };
  const note = {
    filmloom: 1,
    name: 'Board',
    nodes: { brief: { type: 'prompt', params: { text: 'A lighthouse.' }, at: [0, 0] } },
    edges: [],
  };

  it('becomes a node when it is media, and a graph of its own when it holds one', async () => {
    const { page, id } = await openGraph(note);
    await drop(page, 'photo.png', 'image/png', picture());
    await expect.poll(async () => Object.keys((await storedGraph(stage.url, id)).nodes), patient).toEqual(['brief', 'image']);
    await drop(page, 'other.json', 'application/json', Buffer.from(JSON.stringify({ ...note, name: 'Other' })));
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(id));
    await expect.poll(() => page.getByLabel('Name of the graph').inputValue()).toBe('Other');
    expect(Object.keys((await storedGraph(stage.url, id)).nodes)).toHaveLength(2);
    await page.context().close();
  });

  it('that is neither is refused in words', async () => {
    const { page, id } = await openGraph(note);
    await drop(page, 'odd.json', 'application/json', Buffer.from('no graph'));
    await page.getByText('odd.json: this file is not JSON, so it holds no graph.').waitFor();
    expect(Object.keys((await storedGraph(stage.url, id)).nodes)).toEqual(['brief']);
    await page.context().close();
  });
});
