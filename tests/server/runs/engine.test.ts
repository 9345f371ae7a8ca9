import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunView } from '#server/contract/runs.ts';
import { board, caller, film, openEngine, settled, type TestEngine } from './open-engine.ts';

let test: TestEngine;

beforeEach(async () => {
  test = await openEngine();
});
afterEach(() => test.close());

async function run(graph: unknown, more: Record<string, unknown> = {}): Promise<{ view: RunView; steps: string[] }> {
  const before = test.started.length;
  const { id } = await test.engine.start(caller, { graph, ...more });
  const view = await settled(test.engine, id);
  const done = view.stepList.filter((step) => step.state === 'done').map((step) => step.id);
  expect(test.started.length - before).toBe(done.filter((step) => !step.includes('/review')).length);
  return { view, steps: done.sort() };
}

/** Waits until the test lets go, or the engine stops. */
function held(release: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    release.push(resolve);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

describe('a run', () => {
  it('lays out every step at once where the number of shots is promised, and ends done', async () => {
    const { view, steps } = await run(film());
    expect(view.state).toBe('done');
    expect(steps).toHaveLength(1 + 7 + 6 + 1);
    expect(view.nodes.film?.outputs.video?.[0]?.facts.seconds).toBe(30);
  });

  it('lays out the rest when the planner has chosen the number of shots', async () => {
    const { view } = await run(film({ shots: 'auto' }));
    expect(view.state).toBe('done');
    expect(view.nodes.clips?.outputs.clips).toHaveLength(8);
    expect(view.nodes.frames?.outputs.image).toHaveLength(9);
  });

  it('carries out nothing when the same graph runs again', async () => {
    await run(film());
    const { view, steps } = await run(film());
    expect(steps).toEqual([]);
    expect(view.steps).toEqual({ cached: 15 });
  });

  it('runs only what the asked node needs', async () => {
    const { view } = await run(film(), { only: ['frames'] });
    expect(view.steps).toEqual({ done: 8 });
  });

  it('gives the same run for the same idempotency key', async () => {
    const first = await test.engine.start(caller, { graph: film(), idempotencyKey: 'k' });
    const second = await test.engine.start(caller, { graph: film(), idempotencyKey: 'k' });
    expect(second.id).toBe(first.id);
  });

  it('refuses a graph that cannot run with every problem', async () => {
    const graph = film({ nodes: { odd: { type: 'nonsense' } as never } });
    await expect(test.engine.start(caller, { graph })).rejects.toMatchObject({
      status: 422,
      problems: [{ code: 'NODE_UNKNOWN_TYPE', node: 'odd' }],
    });
  });
});

describe('change one thing, pay for one thing', () => {
  beforeEach(async () => {
    await run(board());
  });

  it('a shot whose prompt changed makes its clip and the film again', async () => {
    const { steps } = await run(board((shots) => Object.assign(shots[2] as object, { prompt: 'New' })));
    expect(steps).toEqual(['clips/s3/make-video', 'film/1/concat']);
  });

  it('a keyframe whose text changed is painted again, with the two clips that read it', async () => {
    const { steps } = await run(board((shots) => Object.assign(shots[2] as object, { keyframe: 'New look' })));
    expect(steps).toEqual(['clips/s3/make-video', 'clips/s4/make-video', 'film/1/concat', 'frames/s3/make-image']);
  });

  it('an inserted shot makes one picture and two clips', async () => {
    const { steps } = await run(
      board((shots) => void shots.splice(2, 0, { key: 's2b', prompt: 'Between', seconds: 3, keyframe: 'Look between' })),
    );
    expect(steps).toEqual(['clips/s2b/make-video', 'clips/s3/make-video', 'film/1/concat', 'frames/s2b/make-image']);
  });

  it('another take of one clip makes that clip and the film again, and taking it back makes nothing', async () => {
    const graph = board();
    (graph.nodes.clips as { elements?: unknown }).elements = { s4: { take: 1 } };
    expect((await run(graph)).steps).toEqual(['clips/s4/make-video', 'film/1/concat']);
    expect((await run(board())).steps).toEqual([]);
  });

  it('an override for one element makes that clip and the film again', async () => {
    const graph = board();
    (graph.nodes.clips as { elements?: unknown }).elements = { s4: { params: { seed: 42 } } };
    expect((await run(graph)).steps).toEqual(['clips/s4/make-video', 'film/1/concat']);
  });

  it('a renamed and moved node makes nothing again', async () => {
    const text = JSON.stringify(board()).replaceAll('"frames"', '"pictures"').replaceAll('frames.', 'pictures.');
    const graph = JSON.parse(text);
    graph.nodes.pictures.at = [400, 80];
    expect((await run(graph)).steps).toEqual([]);
  });

  it('a pinned clip leaves only the film to be made', async () => {
    const graph = board();
    (graph.nodes.clips as { elements?: unknown }).elements = {
      s2: { pin: { clips: { hash: 'a'.repeat(64), facts: { seconds: 3 }, media: 'video/mp4' } } },
    };
    expect((await run(graph)).steps).toEqual(['film/1/concat']);
  });
});

describe('control of a run under way', () => {
  it('a failed step fails what reads it, the rest goes on, and a retry finishes the film', async () => {
    await test.close();
    let broken = true;
    test = await openEngine({
      async carryOut({ kind, reads }) {
        if (broken && kind === 'make-video' && (reads.shot as { value?: { prompt?: string } }).value?.prompt === 'Shot 3')
          throw new Error('no');
      },
    });
    const { id } = await test.engine.start(caller, { graph: board() });
    const failed = await settled(test.engine, id);
    expect(failed.state).toBe('failed');
    expect(failed.steps).toEqual({ done: 12, failed: 1, skipped: 1 });
    broken = false;
    await test.engine.retry(caller, id, 'clips', { elements: ['s3'] });
    const after = await settled(test.engine, id);
    expect(after.state).toBe('done');
    expect(after.steps).toEqual({ done: 14 });
  });

  it('an amendment runs what it changes, in the same run', async () => {
    const { view } = await run(board());
    const graph = board();
    (graph.nodes.clips as { elements?: unknown }).elements = { s2: { take: 1 } };
    const before = test.started.length;
    await test.engine.amend(caller, view.id, { graph });
    const after = await settled(test.engine, view.id);
    expect(after.state).toBe('done');
    expect(test.started.slice(before).map(({ kind }) => kind)).toEqual(['make-video', 'concat']);
  });

  it('a fresh retry whose result comes out the same makes nothing behind it again', async () => {
    const { view } = await run(board());
    const before = test.started.length;
    await test.engine.retry(caller, view.id, 'frames', { elements: ['s2'], fresh: true });
    await settled(test.engine, view.id);
    expect(test.started.slice(before).map(({ kind }) => kind)).toEqual(['make-image']);
  });

  it('a review waits for a person, approval lets that one go on, and is remembered', async () => {
    const graph = board();
    const reviewed = {
      ...graph,
      nodes: { ...graph.nodes, ok: { type: 'review' } },
      edges: [
        { from: 'plan.keyframes', to: 'frames.prompt' },
        { from: 'frames.image', to: 'ok.image' },
        { from: 'ok.image', to: 'clips.keyframes' },
        { from: 'plan.shots', to: 'clips.shots' },
        { from: 'clips.clips', to: 'film.clips' },
      ],
    };
    const { id } = await test.engine.start(caller, { graph: reviewed });
    const waiting = await settled(test.engine, id);
    expect(waiting.state).toBe('awaiting-person');
    const questions = waiting.stepList.filter((step) => step.state === 'awaiting-person');
    expect(questions).toHaveLength(7);
    for (const step of questions) await test.engine.decide(caller, id, step.id, { choice: 'approve' });
    expect((await settled(test.engine, id)).state).toBe('done');
    const again = await run(reviewed);
    expect(again.view.state).toBe('done');
    expect(again.steps).toEqual([]);
  });

  it('a rejected review fails the run with the reason given', async () => {
    const graph = {
      filmloom: 1,
      nodes: { a: { type: 'prompt', params: { text: 'x' } }, ok: { type: 'review' } },
      edges: [{ from: 'a.text', to: 'ok.text' }],
    };
    const { id } = await test.engine.start(caller, { graph });
    const { stepList } = await settled(test.engine, id);
    await test.engine.decide(caller, id, stepList[0]?.id ?? '', { choice: 'reject', note: 'too short' });
    const view = await settled(test.engine, id);
    expect(view.state).toBe('failed');
    expect(view.stepList[0]?.error).toEqual({ code: 'REJECTED', message: 'Not approved: too short' });
  });

  it('cancel stops what runs and starts nothing more', async () => {
    await test.close();
    const aborted: boolean[] = [];
    test = await openEngine({
      slots: 2,
      carryOut: ({ kind, signal }) =>
        kind === 'make-image'
          ? new Promise((_, reject) =>
              signal.addEventListener('abort', () => {
                aborted.push(true);
                reject(signal.reason);
              }),
            )
          : Promise.resolve(),
    });
    const { id } = await test.engine.start(caller, { graph: board() });
    await expect.poll(() => test.started.length).toBe(2);
    const cancelled = await test.engine.cancel(caller, id);
    expect(cancelled.state).toBe('cancelled');
    await expect.poll(() => aborted.length).toBe(2);
    expect(test.started).toHaveLength(2);
    expect((await test.engine.view(caller, id)).steps).toEqual({ cancelled: 14 });
  });

  it('pause lets running steps finish and starts none; resume goes on', async () => {
    await test.close();
    const release: (() => void)[] = [];
    test = await openEngine({ slots: 1, carryOut: ({ signal }) => held(release, signal) });
    const { id } = await test.engine.start(caller, { graph: film({ shots: 1 }) });
    await expect.poll(() => release.length).toBe(1);
    await test.engine.pause(caller, id);
    release[0]?.();
    await expect.poll(async () => (await test.engine.view(caller, id)).steps.done).toBe(1);
    expect(test.started).toHaveLength(1);
    expect((await test.engine.view(caller, id)).state).toBe('paused');
    await test.engine.resume(caller, id);
    await expect.poll(() => release.length).toBe(2);
  });
});

describe('recovery', () => {
  it('a process that stops in mid-run is followed by one that finishes the run and repeats no finished step', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'filmloom-recovery-'));
    const done: string[] = [];
    let stopAfter = 5;
    const carryOut = async ({ kind, reads }: { kind: string; reads: unknown }): Promise<void> => {
      if (stopAfter <= 0) await new Promise(() => {});
      stopAfter -= 1;
      done.push(JSON.stringify([kind, reads]));
    };
    const first = await openEngine({ folder, slots: 2, carryOut });
    const { id } = await first.engine.start(caller, { graph: film() });
    await expect.poll(() => done.length).toBe(5);
    await new Promise((resolve) => setTimeout(resolve, 20));
    // As after kill −9: nothing is told, nothing is cleaned up.
    await first.store.close();
    stopAfter = Number.POSITIVE_INFINITY;
    const second = await openEngine({ folder, slots: 2, carryOut });
    await second.engine.recover();
    const view = await settled(second.engine, id);
    expect(view.state).toBe('done');
    expect(done).toHaveLength(15);
    expect(new Set(done).size).toBe(15);
    await second.close();
    await rm(folder, { recursive: true });
  });
});

describe('a log that cannot be written for a moment', () => {
  it('loses nothing: the run is taken up again from what is committed, and finishes', async () => {
    const { append } = test.store.runs;
    let writes = 0;
    Object.assign(test.store.runs, {
      append: async (...entries: Parameters<typeof append>) => {
        writes += 1;
        if (writes === 3 || writes === 6) throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR' });
        return append(...entries);
      },
    });
    const { id } = await test.engine.start(caller, { graph: film() });
    await expect.poll(async () => (await test.engine.view(caller, id)).state, { timeout: 15_000 }).toBe('done');
    expect(writes).toBeGreaterThan(6);
    const events = await test.engine.eventsAfter(caller, id, 0);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  });
});

describe('events', () => {
  it('carry every change in order without gaps, and the last state equals the snapshot', async () => {
    const { id } = await test.engine.start(caller, { graph: film() });
    const view = await settled(test.engine, id);
    const events = await test.engine.eventsAfter(caller, id, 0);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ type: 'run-done', seq: view.seq });
    expect(events.filter(({ type }) => type === 'step-done')).toHaveLength(15);
    expect(await test.engine.eventsAfter(caller, id, view.seq)).toEqual([]);
  });
});
