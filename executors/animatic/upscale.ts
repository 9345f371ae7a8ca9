import { kinds } from '#nodes/steps.ts';
import { StepError } from '../errors.ts';
import { filter } from '../ffmpeg/filtergraph.ts';
import { probe, requireKind } from '../ffmpeg/probe.ts';
import { scaleFilm } from '../ffmpeg/scale.ts';
import type { Recipe, Work } from '../work.ts';

/** A light sharpening that makes up for what enlarging softens. */
const sharpen = filter('unsharp', { luma_msize_x: 5, luma_msize_y: 5, luma_amount: 0.4, chroma_amount: 0 });

/** Enlarges a video by resampling; rate, length and sound stay. The free stand-in for a model that adds detail. */
export const upscale: Recipe<'upscale'> = async (work) => {
  const { path } = work.reads.video;
  const info = requireKind(await probe(path, work.signal), 'video');
  const size = sizeOf(work, info.facts);
  const place = { folder: work.folder, signal: work.signal, name: 'upscaled.mp4', after: [sharpen] };
  const file = await scaleFilm({ path, info }, size, { ...place, onProgress: (fraction) => work.progress(fraction) });
  return { gives: { video: { file } } };
};

/** The size promised before the step ran. */
function sizeOf({ params }: Work<'upscale'>, facts: { readonly width?: number; readonly height?: number }) {
  const noWorld = { count: (least: number) => least, amount: (least: number) => least };
  const { width = 0, height = params.height } = kinds.upscale.facts({ params, reads: { video: facts }, world: noWorld }).video;
  if (height % 2 === 1) throw new StepError('INPUT_INVALID', `The height must be even, and ${height} is not. Set it to ${height + 1}.`);
  return { width, height };
}
