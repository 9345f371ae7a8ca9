import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStage, type Stage, storedGraph, storeGraph } from './browser.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => void stage.troubles.splice(0));

const note = (name: string) => ({ filmloom: 1, name, nodes: { hello: { type: 'note', params: { text: name }, at: [0, 0] } } });
const tile = (page: Page, name: string): Locator => page.getByRole('article', { name, exact: true });

async function choose(page: Page, name: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `More: ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: act }).click();
}

describe('the home page', () => {
  it('teaches somebody who is here for the first time, and opens the sample', async () => {
    const page = await stage.open('/graphs');
    await choose(page, 'Lighthouse', 'Delete');
    await page.getByRole('heading', { name: 'Wire a film, watch it for free, then pay once.' }).waitFor();
    await page.getByRole('button', { name: 'Open the sample film' }).click();
    await page.waitForURL(/\/graphs\/.+/);
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('link', { name: 'All graphs' }).click();
    await tile(page, 'Lighthouse').waitFor();
    expect(stage.troubles).toEqual([]);
    await page.close();
  });

  it('renames with the keyboard alone', async () => {
    const id = await storeGraph(stage.url, note('First draft'));
    const page = await stage.open('/graphs');
    await page.getByRole('button', { name: 'More: First draft' }).press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    await page.keyboard.type('Second draft');
    await page.keyboard.press('Enter');
    await tile(page, 'Second draft').waitFor();
    expect((await storedGraph(stage.url, id)).name).toBe('Second draft');
    await page.close();
  });

  it('duplicates a graph as a graph of its own', async () => {
    const id = await storeGraph(stage.url, note('Twin'));
    const page = await stage.open('/graphs');
    await choose(page, 'Twin', 'Duplicate');
    await tile(page, 'Twin (copy)').waitFor();
    expect((await storedGraph(stage.url, id)).name).toBe('Twin');
    await page.close();
  });

  it('brings a deleted graph back with undo', async () => {
    const id = await storeGraph(stage.url, note('Not that one'));
    const page = await stage.open('/graphs');
    await choose(page, 'Not that one', 'Delete');
    await tile(page, 'Not that one').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await tile(page, 'Not that one').waitFor();
    expect((await storedGraph(stage.url, id)).nodes).toHaveProperty('hello');
    await page.close();
  });

  it('exports a graph that can be imported again', async () => {
    await storeGraph(stage.url, note('Travels'));
    const page = await stage.open('/graphs');
    const [download] = await Promise.all([page.waitForEvent('download'), choose(page, 'Travels', 'Export as JSON')]);
    expect(download.suggestedFilename()).toBe('Travels.filmloom.json');
    const file = await download.path();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ filmloom: 1, name: 'Travels' });
    const named = join(tmpdir(), `travels-${process.pid}.json`);
    await writeFile(named, await readFile(file));
    await importFile(page, named);
    await page.waitForURL(/\/graphs\/.+/);
    await page.locator('.react-flow__node[data-id="hello"]').waitFor();
    expect(stage.troubles).toEqual([]);
    await page.close();
  });

  it('says why a file holds no graph, and makes none', async () => {
    const page = await stage.open('/graphs');
    await page.getByRole('heading', { name: 'Your graphs' }).waitFor();
    const before = await page.getByRole('article').count();
    for (const [text, words] of [
      ['not json', 'this file is not JSON'],
      ['{"filmloom":99,"nodes":{}}', 'written by a newer Filmloom'],
      ['{"nodes":{}}', 'This is not a Filmloom graph'],
    ] as const) {
      const file = join(tmpdir(), `no-graph-${process.pid}.json`);
      await writeFile(file, text);
      await importFile(page, file);
      await page.getByText(words).first().waitFor();
    }
    expect(await page.getByRole('article').count()).toBe(before);
    await page.close();
  });

  it('finds a graph by a part of its name', async () => {
    await storeGraph(stage.url, note('Harbour at dawn'));
    const page = await stage.open('/graphs');
    await page.getByRole('searchbox', { name: 'Find a graph' }).fill('at dAwn');
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Find a graph' }).fill('nowhere');
    await page.getByText('No graph is called “nowhere”').waitFor();
    await page.close();
  });

  it.each(['dark', 'light'] as const)('has no accessibility faults in the %s theme', async (theme) => {
    await storeGraph(stage.url, note('Seen'));
    const page = await stage.open('/graphs', { theme, width: 1024, height: 768 });
    await tile(page, 'Seen').first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.close();
  });
});

async function importFile(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Import' }).click()]);
  await chooser.setFiles(path);
}
