import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '#executors/catalogue/index.ts';
import type { StepJob } from '#executors/run-step.ts';
import type { Graph } from '#graphs/document.ts';
import type { Row } from '#nodes/price.ts';
import type { RunView } from '#server/contract/runs.ts';
import { openLocalEngine } from '#server/local-engine.ts';
import type { StepRunner } from '#server/runs/carry-out.ts';
import type { Caller, Engine } from '#server/runs/engine-contract.ts';
import type { Store } from '#server/store/contract.ts';
import { openStore } from '#server/store/open-store.ts';
import { imagine } from './imagined-steps.ts';

export const caller: Caller = { workspaceId: 'local', userId: 'owner' };
const silent = { info() {}, warn() {}, error() {} };

export type TestEngine = {
  engine: Engine;
  store: Store;
  folder: string;
  /** Ids of the steps that were carried out, in order: `kind params`. */
  started: StepJob[];
  close(): Promise<void>;
};

type Options = { folder?: string; rows?: readonly Row[]; slots?: number; carryOut?: (job: StepJob) => Promise<void> };

/** An engine over a real SQLite file whose steps are imagined; `carryOut` may wait or throw in a step's place. */
export async function openEngine({ folder, rows = catalogue, slots = 4, carryOut }: Options = {}): Promise<TestEngine> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'filmloom-engine-')));
  const store = await openStore({ file: join(place, 'filmloom.db') });
  await store.accounts.ensure(caller.workspaceId, caller.userId, new Date().toISOString());
  const started: StepJob[] = [];
  const runStep: StepRunner = async (job) => {
    started.push(job);
    await carryOut?.(job);
    return imagine(job);
  };
  const storage = {
    put: never,
    path: never,
    read: never,
    bytes: never,
    remove: never,
    list: never,
    workFolder: never,
    dropWorkFolder: never,
  };
  const engine = openLocalEngine({
    store,
    storage,
    rows: () => rows,
    log: silent,
    clock: () => new Date(),
    slots,
    runStep,
    reach: () => undefined,
  });
  return {
    engine,
    store,
    folder: place,
    started,
    async close() {
      await engine.close();
      await store.close();
      if (!folder) await rm(place, { recursive: true, force: true });
    },
  };
}

function never(): never {
  throw new Error('imagined steps touch no files');
}

/** Waits until the run stands still: ended, or waiting for a person. */
export async function settled(engine: Engine, runId: string, { timeoutMs = 20_000, everyMs = 2 } = {}): Promise<RunView> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    const view = await engine.view(caller, runId);
    if (view.state !== 'queued' && view.state !== 'running') return view;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`the run ${runId} does not come to rest`);
}

export const brief = 'one; two; three; four; five; six';

/** prompt → planner → keyframe → flf2v → concat, with a plan written by hand where `shots` are given. */
export function film(
  more: { brief?: string; shots?: number | 'auto'; nodes?: Graph['nodes']; edges?: Graph['edges'] } = {},
): Record<string, unknown> {
  return {
    filmloom: 1,
    name: 'Film',
    nodes: {
      brief: { type: 'prompt', params: { text: more.brief ?? brief } },
      plan: { type: 'planner', params: { shots: more.shots ?? 6 } },
      frames: { type: 'keyframe' },
      clips: { type: 'flf2v' },
      film: { type: 'concat' },
      ...more.nodes,
    },
    edges: [
      { from: 'brief.text', to: 'plan.brief' },
      { from: 'plan.keyframes', to: 'frames.prompt' },
      { from: 'frames.image', to: 'clips.keyframes' },
      { from: 'plan.shots', to: 'clips.shots' },
      { from: 'clips.clips', to: 'film.clips' },
      ...(more.edges ?? []),
    ],
  };
}

/** The same with six shots written by hand, keys s1 … s6. */
export function board(change: (shots: { key: string; prompt: string; seconds: number; keyframe: string }[]) => unknown = () => {}): Record<
  string,
  unknown
> & {
  nodes: Record<string, { type: string; params?: Record<string, unknown>; elements?: unknown; bypass?: boolean }>;
} {
  const shots = Array.from({ length: 6 }, (_, index) => ({
    key: `s${index + 1}`,
    prompt: `Shot ${index + 1}`,
    seconds: 3,
    keyframe: `Look ${index + 1}`,
  }));
  change(shots);
  return {
    filmloom: 1,
    name: 'Board',
    nodes: {
      plan: { type: 'storyboard', params: { shots, opening: 'Opening' } },
      frames: { type: 'keyframe' },
      clips: { type: 'flf2v' },
      film: { type: 'concat' },
    },
    edges: [
      { from: 'plan.keyframes', to: 'frames.prompt' },
      { from: 'frames.image', to: 'clips.keyframes' },
      { from: 'plan.shots', to: 'clips.shots' },
      { from: 'clips.clips', to: 'film.clips' },
    ],
  };
}
