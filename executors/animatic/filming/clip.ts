import { type Canvas, createCanvas, type Image } from '@napi-rs/canvas';
import type { Frame } from '#nodes/settings.ts';
import type { CameraMove } from '#nodes/values.ts';
import type { AnimaticMark } from '../../ffmpeg/animatic-mark.ts';
import { drawCard, slateOf, slateShares } from '../drawing/slate.ts';
import { captionOf } from '../reading/caption.ts';
import type { Scene } from '../scene.ts';
import { pictureScene, unpackPicture } from './backdrop.ts';
import type { Motion } from './camera.ts';
import { buildSet, type FilmSet } from './film-set.ts';
import { focusOf } from './focus.ts';
import { courseOf } from './opening.ts';
import { drawerOf } from './shot.ts';

/** A frame as a clip is given it: an animatic's scene, or a user's picture. */
export type Given = { readonly scene?: Scene; readonly picture?: Image | Canvas };

/** What a clip is told. */
export type Clip = {
  readonly frame: Pick<Frame, 'width' | 'height'>;
  /** How many frames it has; frame i stands at i / frames, so that the last keyframe itself opens the next clip. */
  readonly frames: number;
  readonly seconds: number;
  readonly text: string;
  readonly mood?: string;
  readonly title?: string;
  readonly seed: number;
  readonly move: CameraMove;
  readonly motion: Motion;
  readonly first?: Given;
  readonly last?: Given;
};

/** A clip ready to be drawn: `end` is the scene it leaves, `mark` what its file says of the picture. */
type Reel = {
  readonly end: Scene;
  readonly mark: AnimaticMark;
  readonly canvas: Canvas;
  readonly drawFrame: (index: number) => void;
};

/** Builds everything up that a clip needs. */
export async function openReel(clip: Clip): Promise<Reel> {
  const { frame, frames, text } = clip;
  const sentence = captionOf(text) || clip.first?.scene?.sentence || clip.last?.scene?.sentence || '';
  const [first, last] = [sceneOf(clip.first, clip, sentence), sceneOf(clip.last, clip, sentence)];
  const { first: _first, last: _last, ...told } = clip;
  const course = await courseOf({ ...told, ...(first && { first }), ...(last && { last }) });
  const opening = await setOf(course.first, clip, clip.first);
  const closing = course.last && (await setOf(course.last, clip, clip.last));
  const canvas = createCanvas(frame.width, frame.height);
  const pen = canvas.getContext('2d', { alpha: false });
  const card = course.first.card && (!closing || course.last?.card === true) ? cardOf(frame, sentence || course.first.sentence) : undefined;
  const slate = slateOf(
    frame,
    { sentence, seconds: clip.seconds, ...(clip.move !== 'static' && { move: clip.move }), ...(clip.title && { title: clip.title }) },
    card !== undefined,
  );
  const draw = drawerOf({
    first: opening,
    ...(closing && { last: closing }),
    move: clip.move,
    motion: clip.motion,
    seconds: clip.seconds,
    slate,
    ...(card && { card }),
  });
  const focus =
    opening.picture || closing?.picture
      ? []
      : focusOf({ first: opening, ...(closing && { last: closing }), move: clip.move, motion: clip.motion, seconds: clip.seconds }, frames);
  const mark = { ...slateShares(frame, sentence, card !== undefined), whole: card !== undefined, focus };
  return { end: course.end, mark, canvas, drawFrame: (index) => draw(pen, index / frames) };
}

function sceneOf(given: Given | undefined, { frame, seed }: Clip, sentence: string): Scene | undefined {
  return given?.scene ?? (given?.picture && pictureScene(given.picture, frame, { sentence, seed }));
}

async function setOf(scene: Scene, { frame }: Clip, given: Given | undefined): Promise<FilmSet> {
  return buildSet(scene, frame, given?.picture ?? (await unpackPicture(scene)));
}

function cardOf(frame: Pick<Frame, 'width' | 'height'>, words: string): Canvas {
  const canvas = createCanvas(frame.width, frame.height);
  drawCard(canvas.getContext('2d'), frame, words);
  return canvas;
}
