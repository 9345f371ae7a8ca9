import { describe, expect, it } from 'vitest';
import { cardState, fractionOf, secondsOf, stateWords } from '#editor/card/card-state.ts';
import { elementsOf, shownItem } from '#editor/card/elements.ts';
import { icons } from '#editor/card/icons.ts';
import { slicePeaks } from '#editor/card/waveform.ts';
import type { NodeRun } from '#editor/stores/run-state.ts';
import { nodeTypes } from '#nodes/index.ts';
import type { OutputItem, StepState, StepView } from '#server/contract/runs.ts';

const step = (element: string, state: StepState, more: Partial<StepView> = {}): StepView => ({
  id: `n/${element}/k`,
  node: 'n',
  element,
  kind: 'k',
  title: 'K',
  state,
  attempt: 1,
  ...more,
});
const run = (steps: StepView[], state: StepState, more: Partial<NodeRun> = {}): NodeRun => ({
  view: { state, steps: { [state]: steps.length }, outputs: {} },
  steps,
  progress: {},
  ...more,
});
const item = (kind: OutputItem['kind'], key: string): OutputItem => ({ kind, key, facts: {} });

describe('cardState', () => {
  it('is bypassed before all else, and to mend where an error stands in the way', () => {
    expect(cardState(run([step('1', 'done')], 'done'), true, [])).toBe('bypassed');
    expect(cardState(undefined, false, [{ severity: 'error', code: 'X', message: 'x' }])).toBe('problem');
    expect(cardState(undefined, false, [{ severity: 'warning', code: 'X', message: 'x' }])).toBe('idle');
  });

  it('says in words that a stored result is free', () => {
    expect(stateWords('cached', undefined)).toBe('reused, free');
  });
});

describe('fractionOf', () => {
  it('counts finished steps whole and running ones in part', () => {
    const node = run([step('1', 'done'), step('2', 'running'), step('3', 'waiting'), step('4', 'cached')], 'running', {
      progress: { 'n/2/k': { fraction: 0.5 } },
    });
    expect(fractionOf(node)).toBe(0.625);
  });
});

describe('secondsOf', () => {
  it('spans from the first start to the last end, and is unknown before that', () => {
    const first = step('1', 'done', { startedAt: '2026-01-01T00:00:00Z', endedAt: '2026-01-01T00:00:04Z' });
    const second = step('2', 'done', { startedAt: '2026-01-01T00:00:02Z', endedAt: '2026-01-01T00:00:09Z' });
    expect(secondsOf(run([first, second], 'done'))).toBe(9);
    expect(secondsOf(run([first, { ...second, endedAt: undefined }], 'running'))).toBeUndefined();
  });
});

describe('elementsOf', () => {
  it('takes the steps of an element together and shows the worst', () => {
    const node = run([step('1', 'done'), { ...step('1', 'failed'), id: 'n/1/other' }, step('2', 'running')], 'running', {
      progress: { 'n/2/k': { fraction: 0.25 } },
    });
    expect(elementsOf(node)).toEqual([
      { key: '1', state: 'failed', fraction: 0 },
      { key: '2', state: 'running', fraction: 0.25 },
    ]);
  });

  it('is empty for a node that makes one thing', () => {
    expect(elementsOf(run([step('1', 'done')], 'done'))).toEqual([]);
  });

  it('shows the entries of a list that one step gave', () => {
    const node = run([step('1', 'done')], 'done');
    const view = {
      ...node.view,
      outputs: {
        shots: [
          { ...item('shot', 'a'), at: 0 },
          { ...item('shot', 'b'), at: 1 },
        ],
        keyframes: [{ ...item('text', '1'), at: 0 }],
      },
    };
    expect(elementsOf({ ...node, view }).map(({ key }) => key)).toEqual(['a', 'b']);
  });
});

describe('shownItem', () => {
  it('prefers pictures that move, and the chosen element', () => {
    const outputs = { thumbnails: [item('image', 'x')], videos: [item('video', 'x'), item('video', 'y')] };
    expect(shownItem(outputs, undefined)).toMatchObject({ kind: 'video', key: 'x' });
    expect(shownItem(outputs, 'y')).toMatchObject({ kind: 'video', key: 'y' });
    expect(shownItem(outputs, 'gone')).toMatchObject({ key: 'x' });
    expect(shownItem({}, 'y')).toBeUndefined();
  });
});

describe('icons', () => {
  it('holds the icon of every node type', () => {
    expect([...nodeTypes.values()].filter(({ icon }) => !icons[icon]).map(({ type }) => type)).toEqual([]);
  });
});

describe('slicePeaks', () => {
  it('gives the loudest sample of every slice, the loudest of all as 1', () => {
    expect(slicePeaks(new Float32Array([0, 0.1, -0.4, 0.2]), 2)).toEqual([expect.closeTo(0.25), 1]);
  });
});
