import type { CaptionPictures } from './caption-pictures.ts';
import { wholeFilters, windowFilters } from './crop-window.ts';
import { type Chain, chain, type Filter, filter } from './filtergraph.ts';
import { house } from './house.ts';
import { exactFrames, housePicture } from './picture.ts';
import type { VideoStream } from './probe.ts';
import { rateOf } from './rate.ts';
import { type Rendition, renditionFps, trimFadeSeconds } from './rendition-plan.ts';
import type { CropKey } from './smart-crop.ts';

/** A rendition with all that its picture needs. `keys` place the window; without them the whole picture is shown. */
export type Picture = {
  readonly rendition: Rendition;
  readonly keys: readonly CropKey[] | undefined;
  /** The output frame that becomes the thumbnail. */
  readonly still: number;
  readonly captions: CaptionPictures | undefined;
};

type Size = { readonly width: number; readonly height: number };

const rate = rateOf(renditionFps);

/** Size of the common picture that every rendition is taken from: as shown, with even sides. */
export function commonSize({ width, height }: VideoStream): Size {
  return { width: Math.max(2, 2 * Math.round(width / 2)), height: Math.max(2, 2 * Math.round(height / 2)) };
}

/** All pictures from one decode: labels `video0`, `still0` … in the order given. Caption pictures are the inputs from 1 on. */
export function pictureChains(video: VideoStream, pictures: readonly Picture[]): Chain[] {
  const size = commonSize(video);
  const frames = Math.max(...pictures.map(({ rendition }) => rendition.frames));
  const names = pictures.map((_, index) => `common${index}`);
  const common = chain(
    ['0:v:0'],
    [...housePicture(video, { ...size, fps: renditionFps, frames }, 'stretch'), filter('split', { outputs: names.length })],
    names,
  );
  let captionInput = 0;
  return [
    common,
    ...pictures.flatMap((picture, index) => {
      if (picture.captions) captionInput += 1;
      return [...framed(picture, size, index), ...finished(picture, index, captionInput)];
    }),
  ];
}

/** Cut to length and brought to the frame: label `framed`. */
function framed({ rendition, keys }: Picture, size: Size, index: number): Chain[] {
  const length = [...exactFrames(rendition.frames, rate), ...(rendition.trimmed ? [fadeOut(rendition.frames)] : [])];
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
  const split = chain([`framed${index}`], [filter('split')], [`pick${index}`, `plain${index}`]);
  const stills = chain([`pick${index}`], picked, [`still${index}`]);
  if (!captions) return [split, stills, chain([`plain${index}`], last, [`video${index}`])];
  const words = [filter('scale', { out_color_matrix: 'bt709', out_range: 'tv' }), filter('format', { pix_fmts: 'yuva420p' })];
  return [
    split,
    stills,
    chain([`${input}:v:0`], words, [`words${index}`]),
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
