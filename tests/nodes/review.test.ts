import { describe, expect, it } from 'vitest';
import { board, keysOf, layOut, sources, stepsOf } from './lay-out.ts';

describe('review', () => {
  it('asks once for each connected input, by its kind, and passes it on', () => {
    const expansion = layOut({ text: sources.text, video: sources.video, gate: { type: 'review', params: { question: 'Is it right?' } } }, [
      'text.text > gate.text',
      'video.video > gate.video',
    ]);
    expect(expansion.problems).toEqual([]);
    expect(stepsOf(expansion, 'gate')).toEqual(['gate/1/review-text', 'gate/1/review-video']);
    expect(expansion.steps.get('gate/1/review-video')).toMatchObject({ params: { question: 'Is it right?' }, reads: { item: '=clip' } });
    expect(expansion.facts.get('gate/1/review-video:item')).toEqual({ width: 640, height: 360, fps: 25, seconds: 8, audio: true });
    expect(expansion.outputs.get('gate.image')?.items).toEqual([]);
  });

  it('asks for every element of a list and keeps their keys', () => {
    const expansion = layOut({ board, gate: { type: 'review' }, clips: { type: 'i2v-chain' }, first: sources.image }, [
      'board.shots > gate.shot',
      'gate.shot > clips.shots',
      'first.image > clips.first',
    ]);
    expect(stepsOf(expansion, 'gate')).toEqual(['gate/bottle/review-shot', 'gate/storm/review-shot', 'gate/rescue/review-shot']);
    expect(keysOf(expansion, 'gate.shot')).toEqual(['bottle', 'storm', 'rescue']);
    expect(expansion.steps.get('clips/storm/make-video')?.reads.shot).toBe('gate/storm/review-shot:item');
    expect(expansion.problems).toEqual([]);
  });

  it('says that there is nothing to look at when nothing is connected', () => {
    const expansion = layOut({ gate: { type: 'review' } });
    expect(expansion.problems).toMatchObject([
      { severity: 'error', node: 'gate', message: expect.stringContaining('Connect what should be approved') },
    ]);
  });
});
