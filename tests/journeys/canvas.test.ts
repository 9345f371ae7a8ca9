import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { api } from '../faults/server-process.ts';
import { card, middle, openStage, port, pull, type Stage, storedGraph, storeGraph, untilSaved, untilStill } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => void stage.troubles.splice(0));

/** A film of two seconds, with the wire into the last node left out. */
const film = {
  filmloom: 1,
  name: 'Two seconds',
  settings: { resolution: '480p', fps: 24 },
  nodes: {
    brief: { type: 'prompt', params: { text: 'A lighthouse in a storm. A ship is saved.' }, at: [0, 0] },
    plan: { type: 'planner', params: { shots: 2, secondsPerShot: 1 }, at: [400, 0] },
    frames: { type: 'keyframe', at: [800, 0] },
    clips: { type: 'flf2v', at: [1200, 0] },
    film: { type: 'concat', at: [1600, 0] },
  },
  edges: [
    { from: 'brief.text', to: 'plan.brief' },
    { from: 'plan.keyframes', to: 'frames.prompt' },
    { from: 'frames.image', to: 'clips.keyframes' },
    { from: 'plan.shots', to: 'clips.shots' },
  ],
};

async function openFilm(graph: object = film, more?: Parameters<Stage['open']>[1]): Promise<{ page: Page; id: string }> {
  const id = await storeGraph(stage.url, graph);
  const page = await stage.open(`/graphs/${id}`, more);
  await page.locator('.react-flow__node').first().waitFor();
  await untilStill(page);
  return { page, id };
}

describe('wires', () => {
  it('are pulled from port to port, and undone as one act', async () => {
    const { page, id } = await openFilm();
    await pull(page, await middle(port(page, 'clips', 'clips', 'source')), await middle(port(page, 'film', 'clips', 'target')));
    await page.mouse.up();
    await page.getByText('Unsaved').or(page.getByText('Saving')).first().waitFor();
    await untilSaved(page);
    expect((await storedGraph(stage.url, id)).edges).toContainEqual({ from: 'clips.clips', to: 'film.clips' });
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await storedGraph(stage.url, id)).edges?.length).toBe(4);
    expect(stage.troubles).toEqual([]);
    await page.close();
  });

  it('are refused at the pointer and aloud, with the reason', async () => {
    const { page, id } = await openFilm();
    await pull(page, await middle(port(page, 'brief', 'text', 'source')), await middle(port(page, 'film', 'audio', 'target')));
    const reason = '“Text” is text; “Sound” takes audio.';
    await expect.poll(() => page.getByText(reason).count()).toBe(2);
    expect(await port(page, 'film', 'audio', 'target').getAttribute('data-wiring')).toBe('dim');
    expect(await port(page, 'frames', 'prompt', 'target').getAttribute('data-wiring')).toBe('fits');
    await page.mouse.up();
    expect((await storedGraph(stage.url, id)).edges).toHaveLength(4);
    await page.close();
  });

  it('let go over a card take its best free port', async () => {
    const { page, id } = await openFilm();
    const box = await card(page, 'film').boundingBox();
    if (!box) throw new Error('no card');
    await pull(page, await middle(port(page, 'clips', 'clips', 'source')), { x: box.x + box.width / 2, y: box.y + box.height - 8 });
    await page.mouse.up();
    await expect.poll(async () => (await storedGraph(stage.url, id)).edges?.at(-1)).toEqual({ from: 'clips.clips', to: 'film.clips' });
    await page.close();
  });

  it('let go over the empty canvas offer what fits, and wire it', async () => {
    const { page, id } = await openFilm();
    const from = await middle(port(page, 'clips', 'clips', 'source'));
    await pull(page, from, { x: from.x + 10, y: from.y - 140 });
    await page.mouse.up();
    const picker = page.getByRole('dialog', { name: 'Add a node' });
    await picker.getByRole('option', { name: 'Upscale' }).waitFor();
    expect(await picker.getByRole('option', { name: 'Planner' }).count()).toBe(0);
    await page.keyboard.type('upsc');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await storedGraph(stage.url, id)).edges?.at(-1)).toEqual({ from: 'clips.clips', to: 'upscale.video' });
    await page.keyboard.press('Control+z');
    await expect.poll(async () => Object.keys((await storedGraph(stage.url, id)).nodes).length).toBe(5);
    await page.close();
  });

  it('are made without a pointer, and said', async () => {
    const { page, id } = await openFilm();
    await card(page, 'clips').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('c');
    await page.getByRole('option', { name: /Concat Clips/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Connected First and last frame to video Clips to Concat Clips.').waitFor({ state: 'attached' });
    await expect.poll(async () => (await storedGraph(stage.url, id)).edges?.length).toBe(5);
    await page.close();
  });
});

describe('keys', () => {
  it('belong to a field while somebody types in it', async () => {
    const { page, id } = await openFilm();
    await page.keyboard.press('0');
    const name = page.getByLabel('Name of the graph');
    await name.fill('Short');
    await name.press('Backspace');
    await name.press('Control+a');
    await name.press('c');
    await untilSaved(page);
    await expect.poll(async () => (await storedGraph(stage.url, id)).name).toBe('c');
    expect(Object.keys((await storedGraph(stage.url, id)).nodes)).toHaveLength(5);
    await page.close();
  });

  it('delete the selection, duplicate it, and bring it back', async () => {
    const { page, id } = await openFilm();
    await page.locator('.react-flow__pane').click({ position: { x: 40, y: 40 } });
    const count = async () => Object.keys((await storedGraph(stage.url, id)).nodes).length;
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+d');
    await expect.poll(count).toBe(10);
    await page.keyboard.press('Delete');
    await expect.poll(count).toBe(5);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Backspace');
    await expect.poll(count).toBe(0);
    await page.keyboard.press('Control+z');
    await expect.poll(count).toBe(5);
    expect((await storedGraph(stage.url, id)).edges).toHaveLength(4);
    await page.close();
  });

  it('move the selection in one act that undo takes back', async () => {
    const { page, id } = await openFilm();
    await card(page, 'plan').click({ position: { x: 20, y: 6 } });
    for (let time = 0; time < 4; time += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await storedGraph(stage.url, id)).nodes.plan?.at).not.toEqual([400, 0]);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await storedGraph(stage.url, id)).nodes.plan?.at).toEqual([400, 0]);
    await page.close();
  });
});

describe('two windows on one graph', () => {
  it('never overwrite each other, and neither version is lost', async () => {
    const { page, id } = await openFilm();
    const other = await stage.openBeside(page, `/graphs/${id}`);
    await other.getByLabel('Name of the graph').fill('Theirs');
    await expect.poll(async () => (await storedGraph(stage.url, id)).name).toBe('Theirs');
    await page.getByLabel('Name of the graph').fill('Mine');
    await page.getByRole('dialog', { name: 'This graph was changed elsewhere' }).waitFor();
    expect((await storedGraph(stage.url, id)).name).toBe('Theirs');
    await page.getByRole('button', { name: 'Keep mine as a copy' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(id));
    await expect.poll(() => page.getByLabel('Name of the graph').inputValue()).toBe('Mine (my version)');
    expect((await storedGraph(stage.url, id)).name).toBe('Theirs');
    await page.context().close();
  });

  it('give back my version by undo when the other one was taken', async () => {
    const { page, id } = await openFilm();
    const other = await stage.openBeside(page, `/graphs/${id}`);
    await other.getByLabel('Name of the graph').fill('Theirs');
    await expect.poll(async () => (await storedGraph(stage.url, id)).name).toBe('Theirs');
    await page.getByLabel('Name of the graph').fill('Mine');
    await page.getByRole('button', { name: 'Take the other version' }).click();
    await expect.poll(() => page.getByLabel('Name of the graph').inputValue()).toBe('Theirs');
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect.poll(async () => (await storedGraph(stage.url, id)).name).toBe('Mine');
    await page.context().close();
  });
});

describe('a page that goes away before it has saved', () => {
  it('finds its last changes again', async () => {
    const { page, id } = await openFilm();
    await page.route('**/api/v1/graphs/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
    await page.getByLabel('Name of the graph').fill('Nearly lost');
    await page.locator('[data-save="offline"]').waitFor();
    await page.close({ runBeforeUnload: false });
    const again = await stage.openBeside(page, `/graphs/${id}`);
    await expect.poll(() => again.getByLabel('Name of the graph').inputValue()).toBe('Nearly lost');
    await expect.poll(async () => (await storedGraph(stage.url, id)).name).toBe('Nearly lost');
    await again.context().close();
  });
});

describe('a run', () => {
  const whole = { ...film, edges: [...film.edges, { from: 'clips.clips', to: 'film.clips' }] };

  it('starts by key, shows the same state after a reload in the middle, and ends with the film on its card', async () => {
    const { page, id } = await openFilm(whole);
    await page.getByRole('button', { name: /^Run · free/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await page.reload();
    await card(page, 'film').locator('[data-state="done"]').waitFor({ timeout: 150_000 });
    const { runs } = await api<{ runs: { id: string; state: string }[] }>(stage.url, `/runs?graphId=${id}`);
    expect(runs.map(({ state }) => state)).toEqual(['done']);
    const video = `document.querySelector('[data-id="film"] video')`;
    await card(page, 'film').locator('video').waitFor({ state: 'attached' });
    await expect.poll(() => page.evaluate(`Math.round(${video}.duration * 10) / 10`)).toBe(2);
    expect(await page.evaluate(`${video}.muted`)).toBe(true);
    expect(stage.troubles).toEqual([]);
    await page.close();
  });

  it('cannot start while something is to mend, and says what', async () => {
    const { page, id } = await openFilm();
    await page.locator('[data-run][aria-disabled="true"]').waitFor();
    await page.keyboard.press('Control+Enter');
    await card(page, 'film').locator('[data-state="problem"]').waitFor();
    const { runs } = await api<{ runs: unknown[] }>(stage.url, `/runs?graphId=${id}`);
    expect(runs).toEqual([]);
    await page.close();
  });
});

describe.each(['dark', 'light'] as const)('the %s canvas', (theme) => {
  it('has no accessibility fault that a machine can find', async () => {
    const { page } = await openFilm(film, { theme });
    await page.keyboard.press('0');
    await page.locator('.card .aspect-video').first().waitFor();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([]);
    expect(stage.troubles).toEqual([]);
    await page.close();
  });
});

describe('the places of ports', () => {
  it('are those that wires are drawn to before a card is', async () => {
    const { page } = await openFilm();
    await page.keyboard.press('0');
    await page.getByRole('button', { name: '100 %, set to actual size' }).waitFor();
    await page.waitForTimeout(300);
    for (const node of Object.keys(film.nodes)) {
      const { x, y } = (await card(page, node).boundingBox()) ?? { x: 0, y: 0 };
      for (const [side, left] of [
        ['target', -5],
        ['source', 313],
      ] as const) {
        const shapes = await card(page, node).locator(`.port.${side}`).all();
        for (const [row, shape] of shapes.entries()) {
          const box = await shape.boundingBox();
          expect({ x: Math.round((box?.x ?? 0) - x), y: Math.round((box?.y ?? 0) - y) }).toEqual({ x: left, y: 52 + row * 26 });
        }
      }
    }
    await page.close();
  });
});
