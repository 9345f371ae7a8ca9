import { describe, expect, it } from 'vitest';
import { afterEvents, afterProgress, fromSnapshot } from '#editor/stores/run-state.ts';
import type { RunEvent } from '#server/contract/events.ts';
import { runEvent } from '#server/contract/events.ts';
import type { NodeView, RunView, StepState, StepView } from '#server/contract/runs.ts';

const at = '2026-11-21T10:00:00.000Z';
const step = (element: string, state: StepState): StepView => ({
  id: `clips/${element}/make-video`,
  node: 'clips',
  element,
  kind: 'make-video',
  title: 'Make video',
  state,
  attempt: 1,
});
const node = (state: StepState): NodeView => ({ state, steps: { [state]: 1 }, outputs: {} });
const snapshot: RunView = {
  id: 'r',
  state: 'running',
  name: 'Film',
  tier: 'animatic',
  createdAt: at,
  usd: { estimate: { min: '0', max: '0' }, actual: '0' },
  steps: {},
  seq: 10,
  graph: {},
  estimate: { usd: { min: '0', max: '0' }, seconds: { min: 0, max: 0 }, nodes: {}, problems: [] },
  nodes: { clips: node('running'), film: node('waiting') },
  stepList: [step('1', 'running'), step('2', 'waiting')],
};
const event = (seq: number, more: object): RunEvent => runEvent.parse({ runId: 'r', seq, at, ...more });
const done = (seq: number): RunEvent => event(seq, { type: 'step-done', step: step('1', 'done'), node: node('running') });

describe('afterEvents', () => {
  it('replaces the step and its node, and leaves other nodes the same objects', () => {
    const before = fromSnapshot(snapshot);
    const { run, gap } = afterEvents(before, [done(11)]);
    expect(gap).toBe(false);
    expect(run.seq).toBe(11);
    expect(run.nodes.clips?.steps.map(({ state }) => state)).toEqual(['done', 'waiting']);
    expect(run.nodes.film).toBe(before.nodes.film);
  });

  it('leaves out what the snapshot holds already', () => {
    const before = fromSnapshot(snapshot);
    expect(afterEvents(before, [done(9), done(10)]).run.nodes.clips).toBe(before.nodes.clips);
  });

  it('says when events are missing, and applies none behind the gap', () => {
    const { run, gap } = afterEvents(fromSnapshot(snapshot), [done(11), event(13, { type: 'run-done', state: 'done' })]);
    expect(gap).toBe(true);
    expect(run).toMatchObject({ seq: 11, state: 'running' });
  });

  it('ignores another run', () => {
    const before = fromSnapshot(snapshot);
    expect(afterEvents(before, [{ ...done(11), runId: 'other' }]).run.seq).toBe(10);
  });

  it('adds, replaces and drops steps when a node is laid out', () => {
    const laid = event(11, {
      type: 'steps-laid',
      put: [step('2', 'ready'), step('3', 'waiting')],
      drop: ['clips/1/make-video'],
      nodes: { clips: node('ready') },
    });
    const { run } = afterEvents(fromSnapshot(snapshot), [laid]);
    expect(run.nodes.clips?.steps.map(({ element, state }) => `${element} ${state}`)).toEqual(['2 ready', '3 waiting']);
  });

  it('takes the last word on the run', () => {
    expect(afterEvents(fromSnapshot(snapshot), [event(11, { type: 'run-done', state: 'done' })]).run).toMatchObject({
      state: 'done',
      endedAt: at,
    });
  });
});

describe('afterProgress', () => {
  it('keeps the fraction of a step until the step is over', () => {
    const message = {
      runId: 'r',
      steps: [{ id: 'clips/1/make-video', node: 'clips', element: '1', state: 'running' as const, fraction: 0.4 }],
    };
    const half = afterProgress(fromSnapshot(snapshot), message);
    expect(half.nodes.clips?.progress['clips/1/make-video']?.fraction).toBe(0.4);
    expect(afterEvents(half, [done(11)]).run.nodes.clips?.progress).toEqual({});
  });
});
