import type { Frame } from '#nodes/settings.ts';
import { type Filter, filter } from './filtergraph.ts';
import type { VideoStream } from './probe.ts';
import { type Rate, rateOf, rateText } from './rate.ts';

/** How a picture of another shape is fitted: bars beside it, or the edges pulled to the frame. */
export type Fit = 'pad' | 'stretch';

/** Exact arithmetic on every processor, so that the same picture gives the same bytes. */
export const exactScaling = 'lanczos+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact';

/** Turns any decoded video into exactly `frames` frames of the house picture; the last one is held where there are too few. */
export function housePicture(video: VideoStream, to: Frame & { readonly frames: number }, fit: Fit = 'pad'): Filter[] {
  const rate = rateOf(to.fps);
  const size = sizeFilters(video, to, fit);
  const pace = filter('fps', { fps: rateText(rate), start_time: 0 });
  // Whichever comes first works on fewer pictures.
  const ordered = (video.fps ?? 0) > to.fps ? [pace, ...size] : [...size, pace];
  return [...ordered, ...exactFrames(to.frames, rate)];
}

/** Cuts or holds the picture to a number of frames and numbers them from 0. */
export function exactFrames(frames: number, rate: Rate): Filter[] {
  const number = filter('setpts', { expr: `N*${rate.den}/${rate.num}/TB` });
  return [filter('tpad', { stop: -1, stop_mode: 'clone' }), filter('trim', { end_frame: frames }), number];
}

/** Scales to the frame in house colours, with square pixels. */
function sizeFilters(video: VideoStream, to: { readonly width: number; readonly height: number }, fit: Fit): Filter[] {
  const inner = fit === 'pad' ? innerSize(video, to) : to;
  const colour = { in_color_matrix: matrixOf(video), out_color_matrix: 'bt709', out_range: 'tv' };
  const scale = filter('scale', { w: inner.width, h: inner.height, flags: exactScaling, ...colour });
  const bars = filter('pad', { w: to.width, h: to.height, x: '(ow-iw)/2', y: '(oh-ih)/2', color: 'black' });
  const padded = inner.width === to.width && inner.height === to.height ? [] : [bars];
  return [scale, filter('format', { pix_fmts: 'yuv420p' }), ...padded, filter('setsar', { sar: 1 })];
}

/** Colours of a picture as a still: RGB at the size at which it is shown. */
export function stillFilters(video: VideoStream): Filter[] {
  const colour = { in_color_matrix: matrixOf(video) };
  const scale = filter('scale', { w: video.width, h: video.height, flags: exactScaling, ...colour });
  return [scale, filter('format', { pix_fmts: 'rgb24' }), filter('setsar', { sar: 1 })];
}

/** The largest size inside the frame that keeps the picture's shape; what differs by less than a hundredth is not barred. */
function innerSize(video: VideoStream, to: { readonly width: number; readonly height: number }) {
  const factor = Math.min(to.width / video.width, to.height / video.height);
  return { width: nearly(video.width * factor, to.width), height: nearly(video.height * factor, to.height) };
}

function nearly(pixels: number, whole: number): number {
  return pixels > whole * 0.99 ? whole : Math.max(2, Math.round(pixels / 2) * 2);
}

/** A file that does not say how its colours were made is read as players read it: by its height. */
function matrixOf(video: VideoStream): string {
  if (video.pixelFormat.startsWith('rgb') || video.pixelFormat.startsWith('gbr') || video.pixelFormat.startsWith('pal')) return 'auto';
  if (video.matrix && video.matrix !== 'unknown' && video.matrix !== 'reserved') return 'auto';
  return video.storedHeight >= 720 ? 'bt709' : 'smpte170m';
}
