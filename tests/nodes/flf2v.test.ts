import { describe, expect, it } from 'vitest';
import type { GraphNode } from '#graphs/document.ts';
import { board, keysOf, layOut, stepsOf } from './lay-out.ts';

const film: Record<string, GraphNode> = { board, frames: { type: 'keyframe' }, clips: { type: 'flf2v' } };
const edges = ['board.keyframes > frames.prompt', 'frames.image > clips.keyframes', 'board.shots > clips.shots'];

describe('first and last frame to video', () => {
  it('makes each clip between the keyframes around its shot, and names it like the shot', () => {
    const expansion = layOut(film, edges);
    expect(expansion.problems).toEqual([]);
    expect(expansion.steps.get('clips/bottle/make-video')?.reads).toMatchObject({
      first: 'frames/opening/make-image:image',
      last: 'frames/bottle/make-image:image',
    });
    expect(expansion.steps.get('clips/rescue/make-video')?.reads).toMatchObject({
      first: 'frames/storm/make-image:image',
      last: 'frames/rescue/make-image:image',
    });
    expect(keysOf(expansion, 'clips.clips')).toEqual(['bottle', 'storm', 'rescue']);
  });

  it('gives each clip the size of the film and the length of its shot', () => {
    const expansion = layOut(film, edges, { aspect: '9:16', resolution: '480p', fps: 24 });
    expect(expansion.steps.get('clips/storm/make-video')?.params).toEqual({ width: 480, height: 854, fps: 24, seed: 1, motion: 'medium' });
    expect(expansion.facts.get('clips/storm/make-video:video')).toMatchObject({ seconds: 3, width: 480, height: 854, fps: 24 });
  });

  it('lays what a person decided for one shot over that shot alone', () => {
    const elements = { storm: { params: { seed: 42, model: 'other' }, take: 2 } };
    const expansion = layOut({ ...film, clips: { type: 'flf2v', elements } }, edges);
    expect(expansion.steps.get('clips/storm/make-video')).toMatchObject({ model: 'other', take: 2, params: { seed: 42 } });
    expect(expansion.steps.get('clips/bottle/make-video')).toMatchObject({ model: 'auto', take: 0, params: { seed: 1 } });
    expect(expansion.problems).toEqual([]);
  });

  it('has all steps of a plan with a fixed number of shots before the plan is made', () => {
    const nodes = { brief: { type: 'prompt', params: { text: 'A storm.' } }, plan: { type: 'planner', params: { shots: 5 } }, ...film };
    const expansion = layOut(nodes, [
      'brief.text > plan.brief',
      'plan.keyframes > frames.prompt',
      'frames.image > clips.keyframes',
      'plan.shots > clips.shots',
    ]);
    expect(stepsOf(expansion, 'frames')).toHaveLength(6);
    expect(stepsOf(expansion, 'clips')).toHaveLength(5);
  });

  it.each([
    [1, 'there is 1.'],
    [2, 'there are 2.'],
  ])('says how many keyframes are missing when %i arrive for three shots', (count, ending) => {
    const pictures = Array.from({ length: count }, (_, index) => [`p${index}`, { type: 'image', params: { asset: 'picture' } }] as const);
    const expansion = layOut({ ...Object.fromEntries(pictures), board, clips: { type: 'flf2v' } }, [
      ...pictures.map(([id]) => `${id}.image > clips.keyframes`),
      'board.shots > clips.shots',
    ]);
    const [problem] = expansion.problems;
    expect(problem).toMatchObject({ severity: 'error', node: 'clips', port: 'keyframes' });
    expect(problem?.message).toContain('3 shots need 4 keyframes');
    expect(problem?.message).toContain(ending);
    expect(stepsOf(expansion, 'clips')).toEqual([]);
  });
});
