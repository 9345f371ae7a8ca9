import { filter } from './filtergraph.ts';
import { inputArgs } from './input.ts';
import { hopSeconds, measureLevels } from './levels.ts';
import type { MediaInfo } from './probe.ts';
import type { Part } from './voice-words.ts';

/** Nothing softer is taken for speech, dB below full scale. */
const quietestDb = -55;
/** Speech begins this far above the background and lasts until it falls to the lower mark. */
const beginDb = 11;
const endDb = 7;
/** Of the way from the background to the loud passages; where a voice is far louder than the background these marks count. */
const beginShare = 0.45;
const endShare = 0.3;
const pauseSeconds = 0.35;
const shortestSeconds = 0.2;
const marginSeconds = 0.05;
/** Syllables come and go; a hum, a tone or rain does not. Spread of the levels in dB. */
const leastSpreadDb = 3;

/** Where somebody speaks in the sound of a file, in seconds and in order; nothing where it has no sound. */
export async function detectSpeech(
  film: { readonly path: string; readonly info: MediaInfo },
  place: { folder: string; signal: AbortSignal },
): Promise<Part[]> {
  if (!film.info.audio) return [];
  // A voice is strong in this band; rumble below and hiss above it are not.
  const voiceBand = [filter('highpass', { f: 140 }), filter('highpass', { f: 140 }), filter('lowpass', { f: 4500 })];
  const [levels = new Float32Array()] = await measureLevels([{ input: inputArgs(film.path, film.info.format), filters: voiceBand }], place);
  return speechSpans(levels);
}

/**
 * Finds speech in levels as `measureLevels` gives them: louder than the background, with the ups and downs of syllables,
 * through the short pauses between words. It cannot tell a voice from music that swells and falls in the same way.
 */
export function speechSpans(levels: Float32Array): Part[] {
  const smooth = averaged(levels, 3);
  const background = Math.max(quietestDb - beginDb, quantile(smooth, 0.1));
  const loud = quantile(smooth, 0.95);
  const begin = Math.max(quietestDb, background + Math.max(beginDb, (loud - background) * beginShare));
  const end = Math.max(quietestDb, background + Math.max(endDb, (loud - background) * endShare));
  const spans = loud < begin ? wholeIfSpoken(smooth) : above(smooth, begin, end);
  return bridged(spans)
    .filter((span) => span.to - span.from >= shortestSeconds / hopSeconds && spread(smooth, span) >= leastSpreadDb)
    .map(({ from, to }) => ({
      from: Math.max(0, from * hopSeconds - marginSeconds),
      to: Math.min(levels.length * hopSeconds, to * hopSeconds + marginSeconds),
    }))
    .map(({ from, to }) => ({ from: toMs(from), to: toMs(to) }));
}

/** Without a quiet moment to compare with: speech from end to end, or nothing. */
function wholeIfSpoken(levels: Float32Array): Part[] {
  const loud = quantile(levels, 0.95);
  return loud > quietestDb && spread(levels, { from: 0, to: levels.length }) > leastSpreadDb * 1.5 ? [{ from: 0, to: levels.length }] : [];
}

function above(levels: Float32Array, begin: number, end: number): Part[] {
  const spans: Part[] = [];
  let from = -1;
  levels.forEach((level, at) => {
    if (from < 0 && level > begin) from = firstAbove(levels, at, end);
    else if (from >= 0 && level < end) {
      spans.push({ from, to: at });
      from = -1;
    }
  });
  if (from >= 0) spans.push({ from, to: levels.length });
  return spans;
}

/** A word rises before it is loud. */
function firstAbove(levels: Float32Array, at: number, mark: number): number {
  let first = at;
  while (first > 0 && (levels[first - 1] ?? 0) > mark) first -= 1;
  return first;
}

function bridged(spans: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from - last.to <= pauseSeconds / hopSeconds) joined[joined.length - 1] = { from: last.from, to: span.to };
    else joined.push(span);
  }
  return joined;
}

/** How far the levels of a span lie apart: the middle two thirds of them. */
function spread(levels: Float32Array, { from, to }: Part): number {
  const part = levels.subarray(from, to);
  return (quantile(part, 5 / 6) - quantile(part, 1 / 6)) / 2;
}

function averaged(levels: Float32Array, reach: number): Float32Array {
  return levels.map((_, at) => {
    const part = levels.subarray(Math.max(0, at - reach), at + reach + 1);
    return part.reduce((sum, level) => sum + level, 0) / part.length;
  });
}

function quantile(levels: Float32Array, share: number): number {
  const sorted = levels.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NEGATIVE_INFINITY;
}

function toMs(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
