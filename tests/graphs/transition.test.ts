import { describe, expect, it } from 'vitest';
import type { Graph } from '#graphs/document.ts';
import { pending } from '#graphs/pending.ts';
import { quoteGraph } from '#graphs/quote.ts';
import { type Effect, type Input, newRun, type Run } from '#graphs/run.ts';
import { transition } from '#graphs/transition.ts';
import { readsOf } from '#server/runs/task-of.ts';
import { imagine } from '#tests/server/runs/imagined-steps.ts';
import { sampleRows } from './sample-rows.ts';

const at = '2026-11-21T00:00:00.000Z';
const ask = { kind: 'unknown-call' as const, message: 'It may have arrived.', choices: ['check-again', 'resubmit', 'cancel'] };

/** A run of a film of which nothing is stored. */
class Trial {
  readonly run: Run;

  constructor(more: { nodes?: Graph['nodes']; edges?: Graph['edges'] } = {}) {
    const nodes: Graph['nodes'] = {
      brief: { type: 'prompt', params: { text: 'A ship' } },
      plan: { type: 'planner', params: { shots: 'auto' } },
      frames: { type: 'keyframe' },
      ...more.nodes,
    };
    const edges = [{ from: 'brief.text', to: 'plan.brief' }, { from: 'plan.keyframes', to: 'frames.prompt' }, ...(more.edges ?? [])];
    const graph: Graph = { filmloom: 1, settings: { tier: 'standard' }, nodes, edges, inputs: {} };
    this.run = newRun(
      graph,
      { tier: 'standard', choices: quoteGraph(graph, { rows: sampleRows, tier: 'standard' }).choices, rows: sampleRows },
      new Map(),
    );
    this.take({ type: 'start' });
  }

  take(input: Input): Effect[] {
    const { effects } = transition(this.run, input, at);
    const further = effects.flatMap((effect) => (effect.type === 'find' ? this.take({ ...effect, type: 'found', result: null }) : []));
    return [...effects.filter(({ type }) => type !== 'find'), ...further];
  }

  of(step: string) {
    return this.run.steps.get(step);
  }

  succeed(step: string): void {
    const entry = this.run.steps.get(step);
    if (!entry) throw new Error(`there is no ${step}`);
    const result = imagine({ ...entry.step, reads: readsOf(this.run, entry), signal: new AbortController().signal, progress() {} });
    this.take({ type: 'succeeded', step, attempt: entry.attempt, result });
  }
}

const plan = 'plan/1/plan-shots';

describe('a step that waits for a person', () => {
  it('goes on in the same attempt when it is resumed', () => {
    const trial = new Trial();
    trial.take({ type: 'asked', step: plan, attempt: 1, ask });
    expect(trial.run.phase).toBe('awaiting-person');
    expect(pending(trial.run)).toEqual([]);
    expect(trial.take({ type: 'resumed', step: plan, attempt: 1 })).toEqual([{ type: 'start', step: plan }]);
    expect(trial.of(plan)).toMatchObject({ state: 'queued', attempt: 1 });
    expect(trial.of(plan)?.ask).toBeUndefined();
    expect(trial.run.phase).toBe('running');
  });

  it('is asked for in a new attempt when a person accepts the loss', () => {
    const trial = new Trial();
    trial.take({ type: 'asked', step: plan, attempt: 1, ask });
    trial.take({ type: 'resubmit', step: plan, attempt: 1 });
    expect(trial.of(plan)).toMatchObject({ state: 'queued', attempt: 2 });
  });

  it('hears nothing of another attempt', () => {
    const trial = new Trial();
    trial.take({ type: 'asked', step: plan, attempt: 1, ask });
    trial.take({ type: 'resubmit', step: plan, attempt: 1 });
    const before = JSON.stringify([...trial.run.steps]);
    for (const type of ['resumed', 'resubmit', 'running'] as const) expect(trial.take({ type, step: plan, attempt: 1 })).toEqual([]);
    trial.take({ type: 'asked', step: plan, attempt: 1, ask });
    expect(JSON.stringify([...trial.run.steps])).toBe(before);
  });
});

describe('a pause', () => {
  it('takes back what only waits for a place, and asks for the same attempt afterwards', () => {
    const trial = new Trial();
    expect(trial.take({ type: 'pause' })).toEqual([{ type: 'withdraw', step: plan, attempt: 1 }]);
    expect(pending(trial.run)).toEqual([]);
    expect(trial.take({ type: 'resume' })).toEqual([{ type: 'start', step: plan }]);
    expect(trial.of(plan)).toMatchObject({ state: 'queued', attempt: 1 });
  });

  it('does not touch what somebody has begun with at that moment', () => {
    const trial = new Trial();
    trial.take({ type: 'pause' });
    trial.take({ type: 'running', step: plan, attempt: 1 });
    trial.succeed(plan);
    expect(trial.of(plan)?.state).toBe('done');
  });

  it('lets what runs end, and starts nothing behind it', () => {
    const trial = new Trial();
    trial.take({ type: 'running', step: plan, attempt: 1 });
    expect(trial.take({ type: 'pause' })).toEqual([]);
    trial.succeed(plan);
    expect(trial.of(plan)?.state).toBe('done');
    expect(trial.of('frames/1/make-image')?.state).toBe('waiting');
    expect(trial.run.phase).toBe('paused');
  });
});

describe('a step that an amendment drops', () => {
  it('goes on counting its attempts when another brings it back, so that no paid call is taken for another', () => {
    const trial = new Trial();
    const { graph, quote } = trial.run;
    trial.succeed(plan);
    expect(trial.of('frames/1/make-image')).toMatchObject({ state: 'queued', attempt: 1 });
    const { frames, ...others } = graph.nodes;
    trial.take({ type: 'amend', graph: { ...graph, nodes: others, edges: graph.edges.slice(0, 1) }, quote });
    expect(trial.of('frames/1/make-image')).toBeUndefined();
    trial.take({ type: 'amend', graph, quote });
    expect(frames).toBeDefined();
    expect(trial.of('frames/1/make-image')).toMatchObject({ state: 'queued', attempt: 2 });
  });
});

describe('a run begins', () => {
  it('once: a second start changes nothing', () => {
    const trial = new Trial();
    expect(transition(trial.run, { type: 'start' }, at)).toEqual({ changes: [], effects: [] });
  });
});

describe('what reads a failed step', () => {
  const chained = {
    nodes: { opening: { type: 'keyframe' }, chain: { type: 'i2v-chain' } },
    edges: [
      { from: 'brief.text', to: 'opening.prompt' },
      { from: 'opening.image', to: 'chain.first' },
      { from: 'plan.shots', to: 'chain.shots' },
    ],
  };
  const opening = 'opening/1/make-image';

  it('is skipped even where it is laid out only after the failure', () => {
    const trial = new Trial(chained);
    trial.take({ type: 'failed', step: opening, attempt: 1, error: { code: 'X', message: 'no' } });
    trial.succeed(plan);
    const states = [...trial.run.steps.values()].filter(({ step }) => step.node === 'chain').map(({ state }) => state);
    expect(states.length).toBeGreaterThan(2);
    expect(new Set(states)).toEqual(new Set(['skipped']));
  });

  it('stays skipped when another of its sources is asked for again, and is revived with the one that failed', () => {
    const trial = new Trial(chained);
    trial.succeed(plan);
    trial.take({ type: 'failed', step: opening, attempt: 1, error: { code: 'X', message: 'no' } });
    trial.take({ type: 'retry', node: 'plan', fresh: true });
    expect(trial.of('chain/1/make-video')?.state).toBe('skipped');
    trial.take({ type: 'retry', node: 'opening' });
    expect(trial.of('chain/1/make-video')?.state).toBe('waiting');
  });
});
