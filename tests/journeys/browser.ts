import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { api, type ServerProcess, spawnServer } from '../faults/server-process.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Stage = {
  readonly url: string;
  /** The data folder of the server. */
  readonly folder: string;
  /** A new window with a browser's storage of its own; what goes wrong on the page, and every request elsewhere, is kept in `troubles`. */
  open(path: string, more?: { theme?: 'dark' | 'light'; width?: number; height?: number }): Promise<Page>;
  /** A second window beside one that is open, sharing its storage. */
  openBeside(page: Page, path: string): Promise<Page>;
  readonly troubles: string[];
  close(): Promise<void>;
};

/** The server on a fresh data folder, and a real browser. `settings` go into the server's environment. */
export async function openStage(settings: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-journey-'));
  const server: ServerProcess = await spawnServer(folder, settings);
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: flags,
  });
  const troubles: string[] = [];
  const watch = async (page: Page, path: string): Promise<Page> => {
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== server.url) troubles.push(`asked ${request.url()}`);
    });
    await page.goto(server.url + path);
    return page;
  };
  return {
    url: server.url,
    folder,
    troubles,
    async open(path, { theme = 'dark', width = 1440, height = 900 } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' });
      return watch(await context.newPage(), path);
    },
    openBeside: async (page, path) => watch(await page.context().newPage(), path),
    async close() {
      await browser.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Stores a graph and answers with its id. */
export async function storeGraph(url: string, graph: object): Promise<string> {
  return (await api<{ id: string }>(url, '/graphs', { graph })).id;
}

type StoredGraph = { nodes: Record<string, Record<string, unknown>>; edges?: { from: string; to: string }[]; name?: string };

/** The graph as the server holds it. */
export async function storedGraph(url: string, id: string): Promise<StoredGraph> {
  return (await api<{ graph: StoredGraph }>(url, `/graphs/${id}`)).graph;
}

export function card(page: Page, node: string): Locator {
  return page.locator(`.react-flow__node[data-id="${node}"]`);
}

/** The shape of a port: `source` for outputs, `target` for inputs. */
export function port(page: Page, node: string, name: string, side: 'source' | 'target'): Locator {
  return card(page, node).locator(`.port.${side}[data-handleid="${name}"]`);
}

/** The middle of something on the page, pixels. */
export async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags from one place to another in several steps, without letting go. */
export async function pull(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  // what is under the pointer is found with the next frame
  await page.waitForTimeout(150);
}

/** Waits until a card stays where it is, so that what is measured then is still true when the mouse gets there. */
export async function untilStill(page: Page): Promise<void> {
  const last = page.locator('.react-flow__node').last();
  let before = '';
  for (let still = 0; still < 2; ) {
    const now = JSON.stringify(await last.boundingBox());
    still = now === before ? still + 1 : 0;
    before = now;
    await page.waitForTimeout(100);
  }
}

/** Waits until the page says that everything is saved. */
export async function untilSaved(page: Page): Promise<void> {
  await page.locator('[data-save="saved"]').waitFor();
}
