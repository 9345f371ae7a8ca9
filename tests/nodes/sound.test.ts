import { describe, expect, it } from 'vitest';
import { board, layOut, sources, stepsOf } from './lay-out.ts';

const nodes = { video: sources.video, audio: sources.audio, text: sources.text, board };

describe('captions', () => {
  const captions = (edges: string[]) => layOut({ ...nodes, it: { type: 'captions' } }, edges);

  it('listens to a video or a sound and keeps to a script', () => {
    expect(captions(['video.video > it.video', 'text.text > it.script']).steps.get('it/1/transcribe')?.reads).toMatchObject({
      video: '=clip',
      script: expect.any(String),
    });
    expect(captions(['audio.audio > it.audio']).steps.get('it/1/transcribe')?.reads).toEqual({ audio: '=sound' });
  });

  it('needs one thing to listen to, and not two', () => {
    expect(captions(['text.text > it.script']).problems).toMatchObject([{ node: 'it', port: 'video' }]);
    expect(captions(['video.video > it.video', 'audio.audio > it.audio']).problems).toMatchObject([
      { node: 'it', port: 'audio', message: expect.stringContaining('not both') },
    ]);
  });
});

describe('music', () => {
  const length = (edges: string[], params = {}) => {
    const expansion = layOut({ ...nodes, it: { type: 'music', params } }, edges);
    expect(expansion.problems).toEqual([]);
    return expansion.facts.get('it/1/compose-music:audio')?.seconds;
  };

  it('is as long as it is told, else as the shots, else as the video, else 30 s', () => {
    expect(length(['board.shots > it.shots', 'video.video > it.video'], { seconds: 12 })).toBe(12);
    expect(length(['board.shots > it.shots', 'video.video > it.video'])).toBe(9);
    expect(length(['video.video > it.video', 'text.text > it.prompt'])).toBe(8);
    expect(length([])).toBe(30);
  });
});

describe('mix', () => {
  const mix = (edges: string[]) => layOut({ ...nodes, more: sources.audio, it: { type: 'mix' } }, edges);

  it('takes any of voice, music and effects', () => {
    for (const port of ['voice', 'music', 'effects']) expect(stepsOf(mix([`audio.audio > it.${port}`]), 'it')).toEqual(['it/1/mix-audio']);
    expect(mix(['audio.audio > it.voice', 'more.audio > it.voice']).steps.get('it/1/mix-audio')?.reads.voice).toEqual(['=sound', '=sound']);
  });

  it('asks for something to mix when nothing is connected', () => {
    expect(mix([]).problems).toMatchObject([{ node: 'it', port: 'voice', message: expect.stringContaining('nothing to mix') }]);
  });
});
