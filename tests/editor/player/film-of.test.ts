import { describe, expect, it } from 'vitest';
import { captionsFor, filmOf } from '#editor/player/film-of.ts';
import { timecode } from '#editor/player/timecode.ts';
import type { RunOutput } from '#server/contract/runs.ts';

const video: RunOutput = {
  node: 'film',
  port: 'video',
  title: 'Film',
  fileName: 'film.mp4',
  downloadUrl: '/save',
  kind: 'video',
  key: '1',
  facts: { seconds: 12, fps: 24, width: 1280, height: 720 },
  url: '/film',
};
const cues = (end: number, text: string): RunOutput => ({
  node: 'voice',
  port: 'captions',
  title: 'Voice',
  fileName: 'voice.srt',
  downloadUrl: '/save',
  kind: 'captions',
  key: '1',
  facts: {},
  value: { cues: [{ start: 0, end, text }], language: 'en' },
});

describe('filmOf', () => {
  it('is the first video that can be played', () => {
    expect(filmOf([cues(1, 'a'), { ...video, url: undefined }, video])).toEqual({
      url: '/film',
      downloadUrl: '/save',
      title: 'Film',
      fileName: 'film.mp4',
      seconds: 12,
      fps: 24,
      width: 1280,
      height: 720,
    });
    expect(filmOf([cues(1, 'a')])).toBeUndefined();
  });
});

describe('captionsFor', () => {
  it('takes captions that fit into the film and have words', () => {
    expect(captionsFor({ seconds: 12 }, [cues(30, 'too long'), cues(4, ''), cues(11.5, 'yes')])?.cues[0]?.text).toBe('yes');
    expect(captionsFor({ seconds: 12 }, [cues(30, 'too long')])).toBeUndefined();
  });
});

describe('timecode', () => {
  it('counts minutes, seconds and frames', () => {
    expect(timecode(0, 30)).toBe('0:00:00');
    expect(timecode(83.4, 30)).toBe('1:23:12');
    expect(timecode(1 / 24, 24)).toBe('0:00:01');
    expect(timecode(59.999, 29.97)).toBe('0:59:28');
  });
});
