import { StepError } from '../../errors.ts';

/** Planned lengths are whole frames at this rate. */
const framesPerSecond = 30;
const spokenWordsPerSecond = 2.4;

type Wish = { readonly seconds: number | 'auto'; readonly totalSeconds?: number | undefined };

/**
 * The length of each shot in seconds. `totalSeconds` is dealt out evenly in whole frames at 30 frames a second, so that
 * the shots add up to it exactly; else every shot has `seconds`, or with `auto` what its words take, 2 to 8.
 * Throws INPUT_INVALID where the film is shorter than a frame a shot.
 */
export function secondsOf(words: readonly number[], { seconds, totalSeconds }: Wish): number[] {
  if (totalSeconds !== undefined) return dealt(words.length, totalSeconds);
  if (seconds !== 'auto') return words.map(() => seconds);
  return words.map((count) => whole(Math.min(8, Math.max(2, 1 + count / spokenWordsPerSecond))));
}

const whole = (seconds: number): number => Math.round(seconds * framesPerSecond) / framesPerSecond;

function dealt(count: number, totalSeconds: number): number[] {
  const frames = Math.round(totalSeconds * framesPerSecond);
  if (frames < count) {
    throw new StepError('INPUT_INVALID', `${count} shots do not fit into ${totalSeconds} s: ask for fewer shots or a longer film.`);
  }
  const upTo = (shots: number): number => Math.round((frames * shots) / count);
  return Array.from({ length: count }, (_, index) => (upTo(index + 1) - upTo(index)) / framesPerSecond);
}
