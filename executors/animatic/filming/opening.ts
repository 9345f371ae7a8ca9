import type { CameraMove } from '#nodes/values.ts';
import { stillClock } from '../drawing/clock.ts';
import { captionOf } from '../reading/caption.ts';
import type { Framing, Scene } from '../scene.ts';
import { framingAfter, type Motion, moveAt } from './camera.ts';

/** What a clip is told: words, and what its first and last frame show where they are given. */
type ClipTelling = {
  readonly text: string;
  readonly mood?: string;
  readonly seed: number;
  readonly move: CameraMove;
  readonly motion: Motion;
  readonly first?: Scene;
  readonly last?: Scene;
};

/** The scenes with which a clip begins and ends; without `last` one scene is seen throughout, and `end` is where it is left. */
type Course = { readonly first: Scene; readonly last?: Scene; readonly end: Scene };

/** Settles what a clip shows from its first frame to its last. */
export async function courseOf(clip: ClipTelling): Promise<Course> {
  const { first, last, text } = clip;
  if (first && last) return { first, last, end: last };
  if (last) {
    const from = text ? await told(clip, last) : last;
    return alike(from, last) ? { first: last, end: left(last, clip) } : { first: from, last, end: last };
  }
  const begin = first ?? (await told(clip));
  if (!first || !text || captionOf(text) === first.sentence || first.backdrop) return { first: begin, end: left(begin, clip) };
  const next = await told(clip, first);
  if (next.card || alike(next, first)) return { first, end: left(first, clip) };
  const end = { ...next, framing: after(first.framing, clip) };
  return { first, last: end, end };
}

/** Reads the words. What reads English is large, so it is loaded only where there are words to read. */
async function told({ text, seed, mood }: ClipTelling, like?: Scene): Promise<Scene> {
  const { readScene } = await import('../reading/read-scene.ts');
  return readScene({ text, seed, ...(mood !== undefined && { mood }), ...(like && { like }) });
}

const alike = (one: Scene, other: Scene): boolean => one.sentence === other.sentence && one.ground === other.ground;

/** A scene as the camera leaves it. */
function left(scene: Scene, clip: ClipTelling): Scene {
  const { x, y, zoom } = endOf(clip);
  const { framing } = scene;
  return { ...scene, framing: { x: framing.x + x, y: framing.y + y, zoom: framing.zoom * zoom } };
}

const after = (before: Framing, clip: ClipTelling): Framing => framingAfter(before, moveAt(clip.move, clip.motion, 1, stillClock));

function endOf({ move, motion }: ClipTelling): Framing {
  const { x, y, zoom } = moveAt(move, motion, 1, stillClock);
  return { x, y, zoom };
}
