import { platformFacts, platformPresets } from '#nodes/steps.ts';
import type { Platform } from './safe-zones.ts';

/** One file to be made; it serves every platform named. `frames` at 30 a second; `videoBits` the most a second for the picture. */
export type Rendition = {
  readonly platforms: readonly Platform[];
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly maxBytes: number;
  readonly videoBits: number;
  /** The film was longer than the platform takes. */
  readonly trimmed: boolean;
};

/** Frames a second of every rendition. */
export const renditionFps = 30;
/** A film that is cut short goes out over this long. */
export const trimFadeSeconds = 0.6;
const audioBits = 192_000;
/** More is wasted on a phone. */
const mostVideoBits = 14_000_000;

/** Which files a pack needs: platforms that take the same frame and length share one, within the smaller size limit. */
export function planRenditions(platforms: readonly Platform[], seconds: number): Rendition[] {
  const files = new Map<string, Rendition>();
  for (const platform of platforms) {
    const { maxBytes } = platformPresets[platform];
    const { width = 0, height = 0, seconds: length = seconds } = platformFacts(platform, { seconds });
    const frames = Math.max(1, Math.round(length * renditionFps));
    const key = `${width}x${height}x${frames}`;
    const known = files.get(key);
    const limit = Math.min(maxBytes, known?.maxBytes ?? maxBytes);
    const names = [...(known?.platforms ?? []), platform];
    files.set(key, {
      platforms: names,
      width,
      height,
      frames,
      maxBytes: limit,
      videoBits: bitsFor(limit, length),
      trimmed: Math.round(seconds * renditionFps) > frames,
    });
  }
  return [...files.values()];
}

/** Bits a second left for the picture when the whole must stay under a number of bytes, with room for the encoder's buffer of a second. */
export function bitsFor(maxBytes: number, seconds: number): number {
  const container = 40_000 + seconds * 4000;
  const left = (maxBytes * 8 - container - seconds * audioBits * 1.05) / (seconds + 1);
  return Math.floor(Math.min(mostVideoBits, Math.max(50_000, left * 0.97)));
}

/** The name of its files without the ending. */
export function nameOf({ platforms: [first] }: Rendition): string {
  return `made-${first}`;
}
