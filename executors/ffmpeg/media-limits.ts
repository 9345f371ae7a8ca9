import { StepError } from '../errors.ts';

/** What this installation is willing to open. */
export const mediaLimits = { side: 16_384, pixels: 100_000_000, seconds: 6 * 3600, streams: 32 } as const;

/** Throws MEDIA_TOO_LARGE, with the limit in the sentence, for a picture of `width` × `height` pixels. */
export function checkSize(width: number, height: number): void {
  const size = `${grouped(width)}×${grouped(height)} pixels`;
  if (Math.max(width, height) > mediaLimits.side) {
    throw tooLarge(`This picture has ${size}; a side may have ${grouped(mediaLimits.side)} at most. Make it smaller first.`);
  }
  if (width * height > mediaLimits.pixels) {
    throw tooLarge(`This picture has ${size}; ${mediaLimits.pixels / 1e6} megapixels are the most. Make it smaller first.`);
  }
}

/** Throws MEDIA_TOO_LARGE for a film or sound longer than the limit. */
export function checkLength(seconds: number): void {
  if (seconds <= mediaLimits.seconds) return;
  const hours = (seconds / 3600).toFixed(1);
  throw tooLarge(`This file is ${hours} hours long; ${mediaLimits.seconds / 3600} hours are the most. Cut it into parts first.`);
}

/** Throws MEDIA_TOO_LARGE for a file with more streams than any film needs. */
export function checkStreams(count: number): void {
  if (count <= mediaLimits.streams) return;
  throw tooLarge(`This file has ${count} streams; ${mediaLimits.streams} are the most. Export it with one picture and one sound.`);
}

function tooLarge(message: string): StepError {
  return new StepError('MEDIA_TOO_LARGE', message);
}

function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}
