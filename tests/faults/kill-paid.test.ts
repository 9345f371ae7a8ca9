import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import lighthouse from '#graphs/templates/lighthouse.json' with { type: 'json' };
import type { RunView } from '#server/contract/runs.ts';
import { openStore } from '#server/store/open-store.ts';
import { startWavespeed } from '#tests/providers/wavespeed-emulator.ts';
import { brokenPromises, finishedTwice } from './books-agree.ts';
import { programsIn } from './programs-in.ts';
import { seeded } from './seeded.ts';
import { api, type ServerProcess, spawnServer } from './server-process.ts';

/** A sample in `npm test`; at least 200 in `npm run faults`. */
const kills = process.env.FAULT_ROUNDS === undefined ? 4 : Number(process.env.FAULT_ROUNDS) * 10;
const seed = Number(process.env.FAULT_SEED ?? 1);
const patience = 240_000 + kills * 40_000;

/** Three pictures are paid for; the plan, the clips between them and the film are made here. */
const { brief, plan, frames, clips, film } = lighthouse.nodes;
const drawn = { model: 'animatic' };
const graph = {
  ...lighthouse,
  settings: { ...lighthouse.settings, tier: 'draft', resolution: '480p' },
  nodes: { brief, plan: { ...plan, params: { ...plan.params, ...drawn } }, frames, clips: { ...clips, params: drawn }, film },
  edges: lighthouse.edges.filter(({ from, to }) => [from, to].every((end) => /^(?:brief|plan|frames|clips|film)\./.test(end))),
};
const pictures = 3;
const over: ReadonlySet<string> = new Set(['done', 'failed']);

/** A server that is killed and begun again, and the run that it is in the middle of. */
class Rounds {
  readonly runs: string[] = [];
  readonly recoveriesMs: number[] = [];
  /** Runs that need not be looked at any more. */
  private readonly ended = new Set<string>();
  private film = '';
  resubmits = 0;
  killedWhileSending = 0;
  private readonly random = seeded(seed);
  private readonly folder: string;
  private server!: ServerProcess;
  private settings: Record<string, string> = {};
  /** Called when the provider has taken a submit and has not answered it. */
  private taken: () => void = () => undefined;
  private readonly provider = startWavespeed({
    answerAfterMs: () => {
      this.taken();
      return this.random() * 300;
    },
  });

  constructor(folder: string) {
    this.folder = folder;
  }

  async open(): Promise<void> {
    const { key, url } = await this.provider;
    this.settings = { WAVESPEED_API_KEY: key, WAVESPEED_BASE_URL: url };
    this.server = await spawnServer(this.folder, this.settings);
    await this.begin();
  }

  /** One kill at a random moment: every second one while a submit waits for its answer, if there is one. */
  async round(number: number): Promise<void> {
    const taken = new Promise<boolean>((resolve) => {
      this.taken = () => resolve(true);
    });
    if (number % 2 === 1) await this.begin(['frames']);
    const whileSending = number % 2 === 1 && (await Promise.race([taken, sleep(15_000, false)]));
    if (whileSending) this.killedWhileSending += 1;
    await sleep(this.random() * (whileSending ? 300 : 2_500));
    await this.server.kill();
    await expect.poll(() => programsIn(this.folder), { timeout: 10_000 }).toEqual([]);
    await this.recover();
    await this.answer();
    if (over.has((await this.view(this.film)).state)) await this.begin();
  }

  /** Waits until every run has ended, and tells how. */
  async finish(): Promise<string[]> {
    await expect
      .poll(async () => (await this.answer()).every(({ state }) => over.has(state)), { timeout: 230_000, interval: 500 })
      .toBe(true);
    const views = await Promise.all(this.runs.map((run) => this.view(run)));
    await this.server.stop();
    return [...new Set(views.map(({ state }) => state))];
  }

  async broken(): Promise<string[]> {
    const provider = await this.provider;
    const store = await openStore({ file: join(this.folder, 'filmloom.db') });
    const entries = await store.ledger.list('local', { limit: 100_000 });
    const calls = await Promise.all([...new Set(entries.map(({ ref }) => ref))].map((ref) => store.calls.byRef(ref)));
    const sent = calls.flatMap((call) => (call?.sentAt ? [call.ref] : []));
    const wanted = this.runs.length * pictures;
    const { resubmits } = this;
    const money = await brokenPromises({ store, workspaceId: 'local', provider, sent, wanted, resubmits });
    const twice = (await Promise.all(this.runs.map((run) => finishedTwice(store, run)))).flat();
    const { duplicates } = provider.books();
    await store.close();
    return [...money, ...twice.map((step) => `${step} was done twice`), ...(duplicates > resubmits ? [`${duplicates} duplicates`] : [])];
  }

  async close(): Promise<void> {
    await this.server.kill();
    await (await this.provider).stop();
  }

  /** A whole film, or only its pictures. */
  private async begin(only?: string[]): Promise<void> {
    const inputs = { prompt: `Ship ${this.runs.length + 1}; storm; light.`, shots: pictures - 1, seconds: 1 };
    const { id } = await api<{ id: string }>(this.server.url, '/runs', { graph, inputs, ...(only ? { only } : {}) });
    this.runs.push(id);
    if (!only) this.film = id;
  }

  /** From when the server says that it is ready until the run is seen to go on. */
  private async recover(): Promise<void> {
    const provider = await this.provider;
    const before = provider.requests.length;
    this.server = await spawnServer(this.folder, this.settings);
    const ready = performance.now();
    const first = await this.view();
    const goesOn = async (): Promise<boolean> => {
      if (provider.requests.length > before || (await programsIn(this.folder)).length > 0) return true;
      const view = await this.view();
      return view.seq > first.seq || over.has(view.state) || view.state === 'awaiting-person';
    };
    while (!(await goesOn())) {
      if (performance.now() - ready > 60_000) throw new Error(`The run does not go on: ${JSON.stringify((await this.view()).stepList)}`);
      await sleep(20);
    }
    this.recoveriesMs.push(performance.now() - ready);
  }

  private view(run = this.runs.at(-1)): Promise<RunView> {
    return api<RunView>(this.server.url, `/runs/${run}`);
  }

  /** A person has whatever was lost sent again. */
  private async answer(): Promise<RunView[]> {
    const views = await Promise.all(this.runs.filter((run) => !this.ended.has(run)).map((run) => this.view(run)));
    for (const { id, state, stepList } of views) {
      if (state === 'done') this.ended.add(id);
      for (const step of stepList.filter(({ ask }) => ask?.kind === 'unknown-call')) {
        this.resubmits += 1;
        await api(this.server.url, `/runs/${id}/steps/${encodeURIComponent(step.id)}/decide`, { choice: 'resubmit' });
      }
    }
    return views;
  }
}

it(
  `a run with paid steps survives ${kills} kills of its server, and every call is paid once or waits for a person (seed ${seed})`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'filmloom-kills-'));
    const rounds = new Rounds(folder);
    try {
      await rounds.open();
      for (let number = 0; number < kills; number += 1) await rounds.round(number);
      const ends = await rounds.finish();
      const times = rounds.recoveriesMs.toSorted((a, b) => a - b);
      const [middle, p95] = [0.5, 0.95].map((part) => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0));
      const { runs, killedWhileSending, resubmits } = rounds;
      process.stdout.write(
        `kills: ${kills} (seed ${seed}), ${killedWhileSending} while a submit waited for its answer, ${runs.length} runs, ` +
          `${resubmits} sent again by a person; a run goes on ${middle} ms after ready in the middle, ${p95} ms at p95\n`,
      );
      expect(await rounds.broken()).toEqual([]);
      expect(ends).toEqual(['done']);
      expect(killedWhileSending).toBeGreaterThan(0);
      expect(await readdir(join(folder, 'work')).catch(() => [])).toEqual([]);
    } finally {
      await rounds.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  patience,
);
