import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speechSpans } from '#executors/ffmpeg/speech-detect.ts';
import { wordsIn } from '#executors/ffmpeg/voice-words.ts';

/** Levels every 10 ms: syllables between the moments given, over a background. */
function levels(seconds: number, spoken: readonly (readonly [number, number])[], background = -70): Float32Array {
  return Float32Array.from({ length: seconds * 100 }, (_, hop) => {
    const at = hop / 100;
    const speaks = spoken.some(([from, to]) => at >= from && at < to);
    return speaks ? -24 + 9 * Math.sin(at * 2 * Math.PI * 4.5) : background + Math.sin(hop * 1.7);
  });
}

describe('speechSpans', () => {
  it.each([-90, -60, -50])('finds where somebody speaks over a background of %d dB', (background) => {
    const spans = speechSpans(
      levels(
        10,
        [
          [1, 3],
          [5, 8],
        ],
        background,
      ),
    );
    expect(spans).toHaveLength(2);
    for (const [index, [from, to]] of (
      [
        [1, 3],
        [5, 8],
      ] as const
    ).entries()) {
      expect(Math.abs((spans[index]?.from ?? 0) - from)).toBeLessThan(0.15);
      expect(Math.abs((spans[index]?.to ?? 0) - to)).toBeLessThan(0.15);
    }
  });

  it('speaks on through short pauses and stops at long ones', () => {
    expect(
      speechSpans(
        levels(10, [
          [1, 2],
          [2.25, 3],
        ]),
      ),
    ).toHaveLength(1);
    expect(
      speechSpans(
        levels(10, [
          [1, 2],
          [2.8, 3.5],
        ]),
      ),
    ).toHaveLength(2);
  });

  it('finds nothing in silence, hum and clicks', () => {
    expect(speechSpans(new Float32Array(500).fill(-120))).toEqual([]);
    expect(speechSpans(new Float32Array(500).fill(-20))).toEqual([]);
    expect(speechSpans(Float32Array.from({ length: 500 }, (_, hop) => (hop % 100 < 4 ? -10 : -80)))).toEqual([]);
    expect(speechSpans(new Float32Array())).toEqual([]);
  });

  it('takes speech without any pause for one span', () => {
    const [span, ...others] = speechSpans(levels(4, [[0, 4]]));
    expect(others).toEqual([]);
    expect(span?.from).toBe(0);
    expect(span?.to).toBeGreaterThan(3.9);
  });

  it('gives spans in order that do not touch, inside the sound', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -120, max: 0, noNaN: true }), { maxLength: 600 }), (list) => {
        let before = -1;
        for (const { from, to } of speechSpans(Float32Array.from(list))) {
          expect(from).toBeGreaterThan(before);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(list.length / 100 + 1e-9);
          before = to;
        }
      }),
    );
  });
});

describe('wordsIn', () => {
  it('finds the words between the silences, with a little room', () => {
    const part = wordsIn(levels(4, [[1, 2]], -110), 4);
    expect(part?.from).toBeGreaterThan(0.85);
    expect(part?.from).toBeLessThanOrEqual(1);
    expect(part?.to).toBeGreaterThanOrEqual(2);
    expect(part?.to).toBeLessThan(2.3);
  });

  it('takes a noisy recording as a whole and silence as nothing', () => {
    expect(wordsIn(levels(2, [[0.5, 1]], -40), 2)).toEqual({ from: 0, to: 2 });
    expect(wordsIn(new Float32Array(100).fill(-120), 1)).toBeUndefined();
    expect(wordsIn(new Float32Array(), 0)).toBeUndefined();
  });
});
