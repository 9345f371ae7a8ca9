import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenClauses } from '#executors/animatic/speech/clauses.ts';
import { timeScript } from '#executors/animatic/speech/script-timing.ts';
import { transcribe } from '#executors/animatic/transcribe.ts';
import { carryOut, make, readOf, tone } from '../ffmpeg/finished-media.ts';

const text = (value: string) => ({ value, hash: value, facts: {} });
const syllables = (from: number, to: number): string => `0.4*sin(2*PI*300*t)*(0.5+0.5*sin(2*PI*5*t))*between(t,${from},${to})`;
/** Something like speech between 0.5 and 2 s and between 3 and 4 s. */
const voice = () => readOf(tone(`${syllables(0.5, 2)}+${syllables(3, 4)}`, 5));
const wordsOf = (lines: string): string[] => lines.split(/\s+/).filter(Boolean);
const listen = (audio: ReturnType<typeof readOf> | undefined, script?: string, language = 'auto') =>
  carryOut(transcribe, {
    params: { language },
    reads: { video: undefined, audio, script: script === undefined ? undefined : text(script) },
  });

describe('transcribe', () => {
  it('uses a script word for word, in order, timed to the speech', async () => {
    const script = 'The keeper climbs the stairs and lights the lamp. A ship is saved.';
    const { gives, warnings } = await listen(voice(), script, 'en');
    const { cues, language, note } = gives.captions.value;
    expect(wordsOf(cues.map((cue) => cue.text).join(' '))).toEqual(wordsOf(script));
    expect(cues[0]?.start).toBeCloseTo(0.5, 0);
    expect(Math.abs((cues[0]?.start ?? 0) - 0.5)).toBeLessThan(0.2);
    const second = cues.find((cue) => cue.text.startsWith('A ship'));
    expect(Math.abs((second?.start ?? 0) - 3)).toBeLessThan(0.2);
    expect(Math.abs((cues.at(-1)?.end ?? 0) - 4)).toBeLessThan(0.3);
    expect({ language, note, warnings }).toEqual({ language: 'en', note: undefined, warnings: [] });
    expect(gives.captions.facts).toEqual({ seconds: 5 });
  });

  it('invents no words where there is no script', async () => {
    const { gives, warnings } = await listen(voice());
    const { cues, note } = gives.captions.value;
    expect(cues).toHaveLength(2);
    expect(cues.every((cue) => cue.text === '')).toBe(true);
    expect(Math.abs((cues[0]?.start ?? 0) - 0.5)).toBeLessThan(0.15);
    expect(Math.abs((cues[0]?.end ?? 0) - 2)).toBeLessThan(0.15);
    expect(Math.abs((cues[1]?.start ?? 0) - 3)).toBeLessThan(0.15);
    expect(note).toBe('Transcript needs a model');
    expect(warnings).toMatchObject([{ code: 'TRANSCRIPT_NEEDS_MODEL' }]);
  });

  it.each([
    ['silence', '0'],
    ['a hum', '0.3*sin(2*PI*200*t)'],
  ])('takes %s for no speech', async (_, expression) => {
    const { gives } = await listen(readOf(tone(expression, 2)));
    expect(gives.captions.value.cues).toEqual([]);
  });

  it('spreads a script over the whole length and says so where no speech is found', async () => {
    const { gives, warnings } = await listen(readOf(tone('0', 3)), 'One sentence. Another sentence.');
    expect(gives.captions.value.cues[0]?.start).toBe(0);
    expect(gives.captions.value.cues.at(-1)?.end).toBeCloseTo(3, 1);
    expect(warnings).toMatchObject([{ code: 'NO_SPEECH_FOUND' }]);
  });

  it('listens to a video, with sound or without', async () => {
    const film = make('-f', 'lavfi', '-i', 'color=red:s=64x64:d=2', 'silent.mp4');
    const { gives } = await carryOut(transcribe, {
      params: { language: 'auto' },
      reads: { video: readOf(film), audio: undefined, script: undefined },
    });
    expect(gives.captions).toMatchObject({ value: { cues: [] }, facts: { seconds: 2 } });
  });

  it('refuses to listen to nothing', async () => {
    await expect(listen(undefined)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it.skipIf(!process.env.FILMLOOM_TEST_MEDIA)('times the words of a real speech to within half a second', async () => {
    const script = 'And so, my fellow Americans, ask not what your country can do for you. Ask what you can do for your country.';
    const { gives } = await listen(readOf(`${process.env.FILMLOOM_TEST_MEDIA}/speech-jfk.flac`), script);
    const { cues } = gives.captions.value;
    expect(wordsOf(cues.map((cue) => cue.text).join(' '))).toEqual(wordsOf(script));
    expect(Math.abs((cues[0]?.start ?? 9) - 0.3)).toBeLessThan(0.3);
    const last = cues.find((cue) => cue.text.startsWith('Ask what'));
    expect(Math.abs((last?.start ?? 0) - 8.2)).toBeLessThan(0.5);
  });
});

describe('timeScript', () => {
  it('keeps order and stays within the speech', () => {
    const span = fc.tuple(fc.integer({ min: 20, max: 400 }), fc.integer({ min: 5, max: 300 }));
    const spans = fc.array(span, { minLength: 1, maxLength: 6 }).map((list) => {
      let at = 0;
      return list.map(([length, pause]) => {
        const from = at + pause / 100;
        at = from + length / 100;
        return { from, to: at };
      });
    });
    const sentence = fc
      .array(fc.constantFrom('alpha', 'be', 'gamma', 'delta-wing', 'o'), { minLength: 1, maxLength: 9 })
      .map((words) => `${words.join(' ')}.`);
    fc.assert(
      fc.property(spans, fc.array(sentence, { minLength: 1, maxLength: 8 }), (speech, sentences) => {
        const placed = timeScript(spokenClauses(sentences.join(' ')), speech);
        let before = 0;
        for (const { start, end } of placed) {
          expect(start).toBeGreaterThanOrEqual(before - 1e-6);
          expect(end).toBeGreaterThan(start);
          before = end;
        }
        expect(placed[0]?.start).toBeCloseTo(speech[0]?.from ?? 0, 6);
        expect(placed.at(-1)?.end).toBeCloseTo(speech.at(-1)?.to ?? 0, 6);
      }),
    );
  });
});
