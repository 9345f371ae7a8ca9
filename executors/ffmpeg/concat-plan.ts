import type { Rate } from './rate.ts';

/** A cut between two clips: `half` frames of each side take part in the transition, of `2 × half` frames in all. */
export type Cut = { readonly half: number };

const blendFrames = { least: 2, most: 3 };

/**
 * The transitions between clips of these lengths. They are centred on the cut and borrow frames from both sides, never
 * more than half a clip, so the film keeps its length. `shortened` says whether a clip was too short for what was asked.
 */
export function cutsOf(
  frames: readonly number[],
  join: { readonly kind: 'cut' | 'crossfade' | 'blend'; readonly seconds: number; readonly rate: Rate },
): { readonly cuts: readonly Cut[]; readonly shortened: boolean } {
  const wanted = wantedHalf(join);
  const cuts = frames.slice(1).map((next, index) => ({ half: Math.min(wanted, half(frames[index] ?? 0), half(next)) }));
  return { cuts, shortened: cuts.some((cut) => cut.half < wanted) };
}

function half(frames: number): number {
  return Math.floor(frames / 2);
}

function wantedHalf({ kind, seconds, rate }: { kind: string; seconds: number; rate: Rate }): number {
  if (kind === 'cut') return 0;
  const asked = Math.max(1, Math.round((seconds * rate.num) / rate.den / 2));
  return kind === 'crossfade' ? asked : Math.min(Math.max(asked, blendFrames.least), blendFrames.most);
}

/** What of one clip is copied: frames `from` to `to` (not included); nothing where they are equal. */
export type Copy = { readonly from: number; readonly to: number };

/**
 * The frames of a clip that can be copied between its transitions. Copying can stop anywhere (no frame needs a later one)
 * but begins at a key frame; what lies between the transition and that key frame is made anew.
 */
export function copyOf(clip: {
  readonly frames: number;
  readonly before: number;
  readonly after: number;
  readonly keys: readonly number[];
}): Copy {
  const to = clip.frames - clip.after;
  const from = clip.before === 0 ? 0 : (clip.keys.find((key) => key >= clip.before) ?? to);
  return { from: Math.min(from, to), to };
}
