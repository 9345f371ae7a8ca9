import { describe, expect, it } from 'vitest';
import { expand } from '#graphs/expand.ts';
import { nodeTypes } from '#nodes/index.ts';
import { board, keysOf, layOut, sources, stepsOf } from './lay-out.ts';

const nodes = {
  text: sources.text,
  board,
  rows: {
    type: 'list',
    params: {
      rows: [
        { key: 'a', text: 'One.' },
        { key: 'b', text: 'Two.' },
      ],
    },
  },
};
const say = (edges: string[], more = {}) => layOut({ ...nodes, voice: { type: 'speech', ...more } }, edges);

describe('speech', () => {
  it('speaks each shot by itself and lays the voices where the shots begin', () => {
    const expansion = say(['board.shots > voice.shots'], { elements: { storm: { params: { speed: 1.3 } } } });
    expect(expansion.problems).toEqual([]);
    expect(stepsOf(expansion, 'voice')).toEqual(['voice/bottle/speak', 'voice/storm/speak', 'voice/rescue/speak', 'voice/1/lay-voice']);
    expect(expansion.steps.get('voice/storm/speak')).toMatchObject({ params: { speed: 1.3, voice: 'auto', language: 'auto' } });
    expect(expansion.steps.get('voice/rescue/speak')).toMatchObject({ params: { speed: 1 } });
    const laid = expansion.steps.get('voice/1/lay-voice')?.reads;
    expect(laid?.voices).toEqual(['voice/bottle/speak:audio', 'voice/storm/speak:audio', 'voice/rescue/speak:audio']);
    expect(laid?.captions).toEqual(['voice/bottle/speak:captions', 'voice/storm/speak:captions', 'voice/rescue/speak:captions']);
    expect(laid?.shots).toHaveLength(3);
    expect(expansion.facts.get('voice/1/lay-voice:audio')).toMatchObject({ seconds: 9 });
    expect(expansion.outputs.get('voice.audio')).toMatchObject({ many: false, items: [{ kind: 'audio' }] });
  });

  it('promises the length of the shots where their words surely fit, and a range where they may not', () => {
    const wordy = 'The keeper runs down all the stairs of the lighthouse with a lantern in his hand and calls the boats home. ';
    const lengths = (narration: string) =>
      [0, 1].map((end) => {
        const shots = [{ key: 'a', prompt: 'A bay.', seconds: 5, narration }];
        const nodes = { board: { type: 'storyboard', params: { shots } }, voice: { type: 'speech' }, mix: { type: 'mix' } };
        const edges = [
          { from: 'board.shots', to: 'voice.shots' },
          { from: 'voice.audio', to: 'mix.voice' },
        ];
        const { facts } = expand({ filmloom: 1, settings: {}, nodes, edges, inputs: {} }, { end });
        return ['voice/a/speak', 'voice/1/lay-voice', 'mix/1/mix-audio'].map((step) => facts.get(`${step}:audio`)?.seconds);
      });
    expect(lengths('A calm sea.')).toEqual([
      [5, 5, 5],
      [5, 5, 5],
    ]);
    const [least, most] = lengths(wordy);
    expect(least).toEqual([5, 5, 5]);
    for (const seconds of most ?? []) expect(seconds).toBeGreaterThan(9);
  });

  it('speaks a text in one step, and a list of texts in one each', () => {
    expect(stepsOf(say(['text.text > voice.text']), 'voice')).toEqual(['voice/1/speak']);
    const mapped = say(['rows.items > voice.text']);
    expect(stepsOf(mapped, 'voice')).toEqual(['voice/a/speak', 'voice/b/speak']);
    expect(keysOf(mapped, 'voice.captions')).toEqual(['a', 'b']);
  });

  it('asks for a text or shots when it has neither, and for one of them when it has both', () => {
    const neither = say([]);
    expect(neither.problems).toMatchObject([
      { node: 'voice', port: 'text', message: expect.stringContaining('Connect a text or the shots') },
    ]);
    const both = say(['text.text > voice.text', 'board.shots > voice.shots']);
    expect(both.problems).toMatchObject([{ node: 'voice', port: 'text', message: expect.stringContaining('not both') }]);
    expect(stepsOf(neither, 'voice').concat(stepsOf(both, 'voice'))).toEqual([]);
  });

  it.each([
    ['auto', true],
    ['en', true],
    ['pt-br', true],
    ['de-AT', true],
    ['klingon', false],
    ['', false],
  ])('takes the language “%s”: %s', (language, taken) => {
    expect(nodeTypes.get('speech')?.params.safeParse({ language }).success).toBe(taken);
  });
});
