import { describe, expect, it } from 'vitest';
import { freePlace } from '#editor/panels/free-place.ts';
import { stepRows, stepTally } from '#editor/panels/step-rows.ts';
import { emptyGraph } from '#graphs/document.ts';
import type { StepState, StepView } from '#server/contract/runs.ts';

const step = (id: string, state: StepState): StepView => ({
  id,
  node: 'n',
  element: id,
  kind: 'make-image',
  title: 'Make image',
  state,
  attempt: 1,
});
const steps = [
  step('1', 'done'),
  step('2', 'running'),
  step('3', 'failed'),
  step('4', 'skipped'),
  step('5', 'waiting'),
  step('6', 'cached'),
];
const run = {
  nodes: { n: { view: { state: 'running', steps: {}, outputs: {} }, steps, progress: { '2': { fraction: 0.4, note: 'half' } } } },
} as const;

describe('stepRows', () => {
  it('keeps the order in which steps were laid out, with how far each has come', () => {
    const rows = stepRows(run, 'all');
    expect(rows.map(({ step: { id } }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(rows.map(({ fraction }) => fraction)).toEqual([1, 0.4, 0, 0, 0, 1]);
    expect(rows[1]?.note).toBe('half');
  });

  it('finds what is at work and what has failed', () => {
    expect(stepRows(run, 'working').map(({ step: { id } }) => id)).toEqual(['2']);
    expect(stepRows(run, 'failed').map(({ step: { id } }) => id)).toEqual(['3', '4']);
  });
});

describe('stepTally', () => {
  it('counts what is over, however it ended', () => {
    expect(stepTally(run)).toEqual({ over: 4, all: 6, failed: 1 });
  });
});

describe('freePlace', () => {
  it('never lays a card on the head of another', () => {
    const graph = emptyGraph();
    const first = freePlace(graph, [0, 0]);
    const second = freePlace({ ...graph, nodes: { a: { type: 'note', at: first } } }, [0, 0]);
    expect(second).not.toEqual(first);
    expect(freePlace({ ...graph, nodes: { a: { type: 'note', at: first }, b: { type: 'note', at: second } } }, [0, 0])).not.toEqual(second);
  });
});
