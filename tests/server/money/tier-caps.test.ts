import { describe, expect, it } from 'vitest';
import { expand } from '#graphs/expand.ts';
import { readGraph } from '#graphs/read-graph.ts';
import { factsGiven } from '#graphs/route.ts';
import type { Facts } from '#nodes/facts.ts';
import { aspects, frameOf } from '#nodes/settings.ts';
import type { StepKind } from '#nodes/steps.ts';
import { tierProblems } from '#server/money/tier-caps.ts';

const asked = (kind: StepKind, gives?: Facts, node = 'n') => ({ step: { node, kind }, gives });

describe('the caps of a tier', () => {
  it('take every frame of their resolution, whichever way it stands', () => {
    for (const aspect of aspects) {
      expect(tierProblems([asked('make-video', frameOf(aspect, '720p'))], 'draft')).toEqual([]);
      expect(tierProblems([asked('make-image', frameOf(aspect, '1080p'))], 'standard')).toEqual([]);
      expect(tierProblems([asked('make-image', frameOf(aspect, '1080p'))], 'draft')).toHaveLength(1);
    }
    expect(tierProblems([asked('make-video', { width: 2160, height: 3840, seconds: 60 })], 'premium')).toEqual([]);
  });

  it('say what is asked, what is given and what to do, once for each node', () => {
    const long = { seconds: 12.345, width: 1280, height: 720 };
    expect(tierProblems([asked('make-video', long), asked('make-video', long), asked('make-video', long, 'm')], 'draft')).toEqual(
      ['n', 'm'].map((node) => ({
        severity: 'error',
        code: 'TIER_CAP',
        node,
        message: 'The draft tier makes at most 10 s in one step; this asks for 12.35 s. Make it shorter, or choose the standard tier.',
      })),
    );
  });

  it('name the tier that takes it, and none where there is none', () => {
    const [both] = [tierProblems([asked('make-video', { seconds: 40, width: 1920, height: 1080 })], 'draft')];
    expect(both.map(({ message }) => message.split('. ').at(-1))).toEqual([
      'Make it shorter, or choose the premium tier.',
      'Choose a smaller resolution, or choose the premium tier.',
    ]);
    expect(tierProblems([asked('make-video', { seconds: 61 })], 'premium')[0]?.message).toMatch(/Make it shorter\.$/);
    expect(tierProblems([asked('upscale', { seconds: 2 })], 'draft')[0]?.message).toMatch(/does without “Upscale”.*standard tier/);
  });

  it('are wider for what is made for a whole film, and none of local work and of the animatic', () => {
    expect(tierProblems([asked('compose-music', { seconds: 120 }), asked('concat', { seconds: 9000, width: 8192 })], 'draft')).toEqual([]);
    expect(tierProblems([asked('compose-music', { seconds: 301 })], 'draft')).toHaveLength(1);
    expect(tierProblems([asked('make-video', { seconds: 9000, width: 8192, height: 8192 })], 'animatic')).toEqual([]);
    expect(tierProblems([asked('make-video')], 'draft')).toEqual([]);
  });

  it('can be told otherwise', () => {
    const caps = { standard: { clipSeconds: 1, filmSeconds: 1, longSide: 100, shortSide: 100, without: ['speak'] as const } };
    const steps = [asked('make-video', { seconds: 2, width: 200, height: 50 }), asked('speak', {}, 'v')];
    expect(tierProblems(steps, 'standard', caps)).toHaveLength(3);
    expect(tierProblems(steps, 'draft', caps)).toEqual([]);
  });

  it('are read from the steps of a graph', () => {
    const { graph } = readGraph({
      filmloom: 1,
      settings: { resolution: '1080p' },
      nodes: { brief: { type: 'prompt', params: { text: 'A lighthouse.' } }, frame: { type: 'keyframe' } },
      edges: [{ from: 'brief.text', to: 'frame.prompt' }],
    });
    if (!graph) throw new Error('The graph could not be read.');
    const expansion = expand(graph, { end: 1 });
    const steps = [...expansion.steps.values()].map((step) => ({ step, gives: factsGiven(expansion, step) }));
    expect(tierProblems(steps, 'draft')).toMatchObject([{ code: 'TIER_CAP', node: 'frame' }]);
    expect(tierProblems(steps, 'standard')).toEqual([]);
  });
});
