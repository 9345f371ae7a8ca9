import type { CaptionPictures } from './caption-pictures.ts';
import { wholeFilters, windowFilters } from './crop-window.ts';
import { type Chain, chain, type Filter, filter } from './filtergraph.ts';
import { house } from './house.ts';
import type { Part } from './marked-crop.ts';
import { exactFrames, housePicture } from './picture.ts';
import type { VideoStream } from './probe.ts';
import { rateOf } from './rate.ts';
import type { LabelPicture } from './rendition-label.ts';
import { type Rendition, renditionFps, trimFadeSeconds } from './rendition-plan.ts';
import type { CropKey } from './smart-crop.ts';

/** A rendition with all that its picture needs. `keys` place the window; without them all is shown. */
export type Picture = {
  readonly rendition: Rendition;
  /** The lines of the common picture that are used; all where it is undefined. */
  readonly part: Part | undefined;
  readonly keys: readonly CropKey[] | undefined;
  /** The output frame that becomes the thumbnail. */
  readonly still: number;
  readonly captions: CaptionPictures | undefined;
  readonly label: LabelPicture | undefined;
};

type Size = { readonly width: number; readonly height: number };

const rate = rateOf(renditionFps);

/** Size of the common picture that every rendition is taken from: as shown, with even sides. */
export function commonSize({ width, height }: VideoStream): Size {
  return { width: Math.max(2, 2 * Math.round(width / 2)), height: Math.max(2, 2 * Math.round(height / 2)) };
}

/** All pictures from one decode: labels `video0`, `still0` … in the order given. Their `laidInputs` are the inputs from 1 on. */
export function pictureChains(video: VideoStream, pictures: readonly Picture[]): Chain[] {
  const size = commonSize(video);
  const frames = Math.max(...pictures.map(({ rendition }) => rendition.frames));
  const names = pictures.map((_, index) => `common${index}`);
  const common = chain(
    ['0:v:0'],
    [...housePicture(video, { ...size, fps: renditionFps, frames }, 'stretch'), filter('split', { outputs: names.length })],
    names,
  );
  let input = 1;
  const made = pictures.flatMap((picture, index) => {
    const [words, label] = [input, input + (picture.captions ? 1 : 0)];
    input = label + (picture.label ? 1 : 0);
    return [...framed(picture, size, index), ...labelled(picture, index, label), ...finished(picture, index, words)];
  });
  return [common, ...made];
}

/** What is laid over the pictures: captions, then the label, picture by picture. */
export function laidInputs(pictures: readonly Picture[]): string[] {
  return pictures.flatMap(({ captions, label }) => [...(captions?.input ?? []), ...(label?.input ?? [])]);
}

/** Cut to length and brought to the frame: label `framed`. */
function framed({ rendition, part, keys }: Picture, whole: Size, index: number): Chain[] {
  const size = { ...whole, height: part?.height ?? whole.height };
  const lines = part ? [filter('crop', { w: size.width, h: size.height, x: 0, y: part.top })] : [];
  const fade = rendition.trimmed ? [fadeOut(rendition.frames)] : [];
  const length = [...lines, ...exactFrames(rendition.frames, rate), ...fade];
  const [from, to] = [`common${index}`, `framed${index}`];
  if (keys) return [chain([from], [...length, ...windowFilters(size, rendition, keys)], [to])];
  const { behind, front } = wholeFilters(size, rendition);
  return [
    chain([from], [...length, filter('split')], [`back${index}`, `front${index}`]),
    chain([`back${index}`], behind, [`behind${index}`]),
    chain([`front${index}`], front, [`whole${index}`]),
    chain([`behind${index}`, `whole${index}`], [filter('overlay', { x: '(W-w)/2', y: '(H-h)/2' })], [to]),
  ];
}

/** With the label in its place, where there is one: label `labelled`. */
function labelled({ label }: Picture, index: number, input: number): Chain[] {
  const [from, to] = [`framed${index}`, `labelled${index}`];
  if (!label) return [chain([from], [filter('null')], [to])];
  return [
    chain([`${input}:v:0`], overPicture, [`label${index}`]),
    chain([from, `label${index}`], [filter('overlay', { x: label.x, y: label.y })], [to]),
  ];
}

/** A transparent picture in the colours of the film. */
const overPicture = [filter('scale', { out_color_matrix: 'bt709', out_range: 'tv' }), filter('format', { pix_fmts: 'yuva420p' })];

/** The still before the words are written, and the video after. */
function finished({ captions, still }: Picture, index: number, input: number): Chain[] {
  const toJpeg = filter('scale', { in_color_matrix: 'bt709', out_color_matrix: 'smpte170m', out_range: 'pc' });
  const picked = [
    filter('select', { expr: `eq(n,${still})` }),
    toJpeg,
    filter('format', { pix_fmts: 'yuvj420p' }),
    filter('setsar', { sar: 1 }),
  ];
  const last = [filter('format', { pix_fmts: house.pixelFormat }), filter('setsar', { sar: 1 })];
  const split = chain([`labelled${index}`], [filter('split')], [`pick${index}`, `plain${index}`]);
  const stills = chain([`pick${index}`], picked, [`still${index}`]);
  if (!captions) return [split, stills, chain([`plain${index}`], last, [`video${index}`])];
  return [
    split,
    stills,
    chain([`${input}:v:0`], overPicture, [`words${index}`]),
    chain(
      [`plain${index}`, `words${index}`],
      [filter('overlay', { x: captions.x, y: captions.y, eof_action: 'pass' }), ...last],
      [`video${index}`],
    ),
  ];
}

/** A film that is cut short goes out gently. */
function fadeOut(frames: number): Filter {
  const seconds = Math.min(trimFadeSeconds, frames / renditionFps);
  return filter('fade', { t: 'out', st: frames / renditionFps - seconds, d: seconds });
}
