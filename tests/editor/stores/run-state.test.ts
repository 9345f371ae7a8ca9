import { describe, expect, it } from 'vitest';
import { afterEvents, afterProgress, fromSnapshot } from '#editor/stores/run-state.ts';
import type { RunEvent } from '#server/contract/events.ts';
import { runEvent } from '#server/contract/events.ts';
import type { NodeChange, NodeView, RunView, StepState, StepView } from '#server/contract/runs.ts';

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
const change = (state: StepState, changed: NodeChange['changed'] = {}): NodeChange => ({ state, steps: { [state]: 1 }, changed });
const snapshot: RunView = {
  id: 'r',
  state: 'running',
  name: 'Film',
  tier: 'animatic',
  createdAt: at,
  usd: { estimate: { min: '0', max: '0' }, actual: '0', held: '0', budget: '5' },
  priority: 0,
  steps: {},
  seq: 10,
  graph: {},
  estimate: { usd: { min: '0', max: '0' }, seconds: { min: 0, max: 0 }, nodes: {}, problems: [] },
  nodes: { clips: node('running'), film: node('waiting') },
  stepList: [step('1', 'running'), step('2', 'waiting')],
};
const event = (seq: number, more: object): RunEvent => runEvent.parse({ runId: 'r', seq, at, ...more });
const done = (seq: number): RunEvent => event(seq, { type: 'step-done', step: step('1', 'done'), node: change('running') });

describe('afterEvents', () => {
  it('replaces the step and its node, and leaves other nodes the same objects', () => {
    const before = fromSnapshot(snapshot);
    const { run, gap } = afterEvents(before, [done(11)]);
    expect(gap).toBe(false);
    expect(run.seq).toBe(11);
    expect(run.nodes.clips?.steps.map(({ state }) => state)).toEqual(['done', 'waiting']);
    expect(run.nodes.film).toBe(before.nodes.film);
  });

  it('puts an element where it belongs at its output, and takes it away again', () => {
    const text = (key: string) => ({ kind: 'text' as const, key, facts: {}, value: key });
    const came = (seq: number, at: number, key: string): RunEvent =>
      event(seq, { type: 'step-done', step: step(key, 'done'), node: change('running', { clips: [{ at, item: text(key) }] }) });
    const left = event(13, { type: 'step-reset', step: step('1', 'waiting'), node: change('running', { clips: [{ at: 0, item: null }] }) });
    const both = afterEvents(fromSnapshot(snapshot), [came(11, 1, '2'), came(12, 0, '1')]).run;
    expect(both.nodes.clips?.view.outputs.clips?.map(({ key }) => key)).toEqual(['1', '2']);
    expect(afterEvents(both, [left]).run.nodes.clips?.view.outputs.clips?.map(({ key }) => key)).toEqual(['2']);
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
