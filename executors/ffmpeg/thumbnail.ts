import type { Recipe } from '../work.ts';
import type { Place } from './conform.ts';
import { chainText, filter } from './filtergraph.ts';
import { type Film, saveFrameAt } from './frame-at.ts';
import { inputArgs } from './input.ts';
import { probe, requireKind } from './probe.ts';
import { runTool } from './run-tool.ts';
import { mostTelling, telling } from './thumbnail-score.ts';

/** Pictures looked at, and their size. */
const sample = { most: 120, perSecond: 4, width: 96, height: 54 } as const;
/** In films longer than this only key frames are looked at: the house sets one every second, others perhaps every ten. */
const keysOnlyAfterSeconds = { house: 30, other: 600 } as const;

/** One frame of a video as a PNG: the one at a moment, or the most telling one. */
export const thumbnail: Recipe<'thumbnail'> = async (work) => {
  const { path } = work.reads.video;
  const film = { path, info: requireKind(await probe(path, work.signal), 'video') };
  work.progress(0.1);
  const at = work.params.at === 'auto' ? await tellingMoment(film, work) : work.params.at;
  work.progress(0.7);
  const file = await saveFrameAt(film, at, { folder: work.folder, signal: work.signal, name: 'thumbnail.png' });
  work.progress(1);
  return { gives: { image: { file } } };
};

/** The second at which the most telling frame is shown. */
async function tellingMoment(film: Film, place: Place): Promise<number> {
  const seconds = film.info.facts.seconds ?? 0;
  const rate = Math.min(sample.perSecond, sample.most / Math.max(seconds, 1));
  const skip = seconds > keysOnlyAfterSeconds[film.info.house ? 'house' : 'other'] ? ['-skip_frame', 'nokey'] : [];
  const small = filter('scale', { w: sample.width, h: sample.height, flags: 'area+accurate_rnd+bitexact' });
  // Each sample shows the middle of its stretch: neither the first frame of a film nor that of a cut.
  const pace = filter('fps', { fps: rate, start_time: 0, round: 'near' });
  const filters = chainText([pace, small, filter('format', { pix_fmts: 'rgb24' })]);
  const output = ['-map', '0:v:0', '-vf', filters, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'];
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'level+error', ...skip, ...inputArgs(film.path, film.info.format), ...output];
  const { stdout } = await runTool({ program: 'ffmpeg', args, folder: place.folder, signal: place.signal });
  const bytes = sample.width * sample.height * 3;
  const count = Math.floor(stdout.length / bytes);
  const pictures = Array.from({ length: count }, (_, number) =>
    telling(stdout.subarray(number * bytes, (number + 1) * bytes), sample.width),
  );
  return count === 0 ? 0 : mostTelling(pictures) / rate;
}
