import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunView } from '#server/contract/runs.ts';
import { openData } from '#server/open-data.ts';
import { startWavespeed, type WavespeedEmulator, type WavespeedFault } from '#tests/providers/wavespeed-emulator.ts';
import { type MortalEngine, openMortalEngine, type Surroundings } from './mortal-engine.ts';

export const ended: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

/** One picture, or two at the same time, that are paid for, and a plan that is made here. */
export function paidGraph(pictures: 1 | 2, budgetUsd = 0.5): unknown {
  const source = pictures === 2 ? 'plan.keyframes' : 'brief.text';
  return {
    filmloom: 1,
    name: 'Harbour',
    settings: { tier: 'draft', resolution: '480p', budgetUsd },
    nodes: {
      brief: { type: 'prompt', params: { text: 'A harbour; a storm.' } },
      plan: { type: 'planner', params: { shots: 1, model: 'animatic' } },
      picture: { type: 'keyframe' },
    },
    edges: [
      { from: 'brief.text', to: 'plan.brief' },
      { from: source, to: 'picture.prompt' },
    ],
  };
}

let emptyFolder: Promise<string> | undefined;

/** Folders in memory where the machine has one: what is tried here is not the disk. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A data folder whose tables exist already. */
async function newFolder(): Promise<string> {
  emptyFolder ??= (async () => {
    const folder = mkdtempSync(join(place, 'filmloom-empty-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    await (await openData(join(folder, 'data'))).close();
    return folder;
  })();
  const folder = mkdtempSync(join(place, 'filmloom-paid-'));
  cpSync(join(await emptyFolder, 'data'), join(folder, 'data'), { recursive: true });
  return folder;
}

type WorldOptions = Omit<Surroundings, 'folder' | 'access'> & {
  /** What goes wrong with the submit of this number, from 0. */
  fault?(submit: number): WavespeedFault | undefined;
  /** The provider has taken a submit and is about to answer it. */
  taken?(): void;
};

/** A provider with books of its own, a data folder, and the processes that follow one another over it. */
export class PaidWorld {
  readonly provider: WavespeedEmulator;
  /** References of all submits that a process has begun, in order. */
  readonly sent: string[] = [];
  now!: MortalEngine;
  private readonly folder: string;
  private readonly options: WorldOptions;

  private constructor(provider: WavespeedEmulator, folder: string, options: WorldOptions) {
    this.provider = provider;
    this.folder = folder;
    this.options = options;
  }

  static async open(options: WorldOptions = {}): Promise<PaidWorld> {
    const answerAfterMs = (): number => {
      options.taken?.();
      return 0;
    };
    const provider = await startWavespeed({ slowMs: 60, fault: (submit) => options.fault?.(submit), answerAfterMs });
    const world = new PaidWorld(provider, await newFolder(), options);
    await world.birth();
    return world;
  }

  /** A new process over the folder; it has not looked for what the last one left. */
  async birth(): Promise<void> {
    const { key, url: baseUrl } = this.provider;
    const submitting = (ref: string): number => {
      this.sent.push(ref);
      return this.options.submitting?.(ref) ?? 30_000;
    };
    this.now = await openMortalEngine({ ...this.options, submitting, folder: join(this.folder, 'data'), access: { key, baseUrl } });
  }

  /** Ends the process and begins another. */
  async restart(): Promise<void> {
    await this.now.bury();
    await this.birth();
  }

  async start(graph: unknown): Promise<string> {
    return (await this.now.engine.start(this.now.owner, { graph })).id;
  }

  view(runId: string): Promise<RunView> {
    return this.now.engine.view(this.now.owner, runId);
  }

  /** The run once it has ended, waits for a person, or its process has died (then nothing). */
  async rest(runId: string, patienceMs = 60_000): Promise<RunView | undefined> {
    const until = performance.now() + patienceMs;
    for (;;) {
      if (this.now.isDead) return undefined;
      const view = await this.view(runId).catch((error: unknown) => {
        if (!this.now.isDead) throw error;
        return undefined;
      });
      if (view && (ended.has(view.state) || view.state === 'awaiting-person')) return view;
      if (performance.now() > until) throw new Error(`The run does not come to rest: ${JSON.stringify(view?.stepList)}`);
      await new Promise((done) => setTimeout(done, 3));
    }
  }

  async close(): Promise<void> {
    await this.now.bury();
    await this.provider.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
