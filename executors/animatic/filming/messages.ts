import type { Frame } from '#nodes/settings.ts';
import type { CameraMove } from '#nodes/values.ts';
import type { AnimaticMark } from '../../ffmpeg/animatic-mark.ts';
import type { Motion } from './camera.ts';

/** A picture as a file: the scene it carries as JSON, or none where it is a user's own. */
export type PictureFile = { readonly path: string; readonly scene?: string };

export type StillTask = {
  readonly kind: 'still';
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly seed: number;
  readonly strength: number;
  readonly reference?: PictureFile;
  readonly mask?: PictureFile;
};

export type ClipTask = {
  readonly kind: 'clip';
  readonly frame: Frame;
  readonly frames: number;
  readonly seconds: number;
  readonly text: string;
  readonly mood?: string;
  readonly title?: string;
  readonly seed: number;
  readonly move: CameraMove;
  readonly motion: Motion;
  readonly first?: PictureFile;
  readonly last?: PictureFile;
};

/** What the drawing thread is asked to do. */
export type Task = StillTask | ClipTask;

/** What the drawing thread sends: a finished PNG, the scene with which a clip ends and its mark, or one frame of raw RGBA. */
export type Message =
  | { readonly png: Uint8Array<ArrayBuffer> }
  | { readonly scene: string; readonly mark: AnimaticMark }
  | { readonly frame: Uint8Array<ArrayBuffer> };
