import { describe, expect, it } from 'vitest';
import { board, keysOf, layOut, sources, stepsOf } from './lay-out.ts';

const edges = ['first.image > clips.first', 'board.shots > clips.shots'];
const chain = (elements = {}) => layOut({ first: sources.image, board, clips: { type: 'i2v-chain', elements } }, edges);

describe('image-to-video chain', () => {
  it('begins with the picture and goes on from the last frame of the clip before', () => {
    const expansion = chain();
    expect(expansion.problems).toEqual([]);
    expect(expansion.steps.get('clips/bottle/make-video')?.reads.first).toBe('=picture');
    expect(expansion.steps.get('clips/bottle/last-frame')?.reads.video).toBe('clips/bottle/make-video:video');
    expect(expansion.steps.get('clips/storm/make-video')?.reads.first).toBe('clips/bottle/last-frame:image');
    expect(expansion.steps.get('clips/rescue/make-video')?.reads.first).toBe('clips/storm/last-frame:image');
    expect(expansion.steps.get('clips/rescue/make-video')?.reads).not.toHaveProperty('last');
    expect(keysOf(expansion, 'clips.clips')).toEqual(['bottle', 'storm', 'rescue']);
  });

  it('reads no keyframe text, so that changing one leaves the chain as it is', () => {
    const changed = structuredClone(board) as { params: { shots: { keyframe: string }[] } } & typeof board;
    for (const shot of changed.params.shots) shot.keyframe = 'Something else.';
    const before = [...chain().steps.values()];
    const after = [...layOut({ first: sources.image, board: changed, clips: { type: 'i2v-chain' } }, edges).steps.values()];
    expect(after).toEqual(before);
  });

  it('lays an override over one shot alone', () => {
    const expansion = chain({ storm: { params: { motion: 'dynamic' } } });
    expect(expansion.steps.get('clips/storm/make-video')?.params).toMatchObject({ motion: 'dynamic' });
    expect(expansion.steps.get('clips/rescue/make-video')?.params).toMatchObject({ motion: 'medium' });
  });

  it('waits where the number of shots is not known yet', () => {
    const nodes = {
      brief: sources.text,
      plan: { type: 'planner', params: { shots: 'auto' } },
      first: sources.image,
      clips: { type: 'i2v-chain' },
    };
    const expansion = layOut(nodes, ['brief.text > plan.brief', 'first.image > clips.first', 'plan.shots > clips.shots']);
    expect([...expansion.unlaid]).toEqual(['clips']);
    expect(stepsOf(expansion, 'clips')).toEqual([]);
  });
});
