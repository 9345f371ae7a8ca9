import type { Film } from './concat-clips.ts';
import type { Segment } from './concat-join.ts';
import { type Copy, type Cut, copyOf } from './concat-plan.ts';
import { makeTransition } from './concat-transition.ts';
import type { HouseClip, Place } from './conform.ts';
import { mp4Index } from './mp4-index.ts';
import { stages } from './stages.ts';

/** What the film is joined from: of each clip what can be copied, and between them the transitions, which are made here. */
export async function layOut(
  clips: readonly HouseClip[],
  cuts: readonly Cut[],
  film: Film,
  place: Place & { readonly onProgress: (fraction: number) => void },
): Promise<Segment[]> {
  const copies = await copiesOf(clips, cuts);
  const parts = stages(
    place.onProgress,
    cuts.map(({ half }) => half),
  );
  const segments: Segment[] = [];
  for (const [index, clip] of clips.entries()) {
    const copy = copies[index] ?? { from: 0, to: clip.frames };
    const made = await transitionInto(index, { clips, cuts, copy, film, place });
    if (made) segments.push({ clip: made, from: 0, to: made.frames });
    if (copy.to > copy.from) segments.push({ clip, ...copy });
    parts[index - 1]?.(1);
  }
  return segments;
}

/** Key frames are looked up only in clips that follow a transition. */
async function copiesOf(clips: readonly HouseClip[], cuts: readonly Cut[]): Promise<Copy[]> {
  const copies: Copy[] = [];
  for (const [index, clip] of clips.entries()) {
    const before = cuts[index - 1]?.half ?? 0;
    const keys = before > 0 ? await keyFrames(clip) : [];
    copies.push(copyOf({ frames: clip.frames, before, after: cuts[index]?.half ?? 0, keys }));
  }
  return copies;
}

async function keyFrames({ path }: HouseClip): Promise<readonly number[]> {
  const tracks = (await mp4Index(path))?.tracks;
  return tracks?.find(({ kind }) => kind === 'vide')?.keys ?? [];
}

type Laying = {
  readonly clips: readonly HouseClip[];
  readonly cuts: readonly Cut[];
  readonly copy: Copy;
  readonly film: Film;
  readonly place: Place;
};

async function transitionInto(index: number, { clips, cuts, copy, film, place }: Laying): Promise<HouseClip | undefined> {
  const half = cuts[index - 1]?.half ?? 0;
  const before = clips[index - 1];
  const after = clips[index];
  if (half === 0 || !before || !after) return undefined;
  const meeting = { before, after, half, lead: copy.from - half };
  return makeTransition(meeting, film.frame, { folder: place.folder, signal: place.signal, name: `transition-${index}.mp4` });
}
