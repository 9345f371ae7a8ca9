import { dirname } from 'node:path';
import { z } from 'zod';
import { StepError } from '../errors.ts';
import { inputArgs } from './input.ts';
import { runFfprobe } from './run.ts';

const timeoutMs = 60_000;
const numeric = z.coerce.number().optional().catch(undefined);
const sideData = z.array(z.looseObject({ rotation: z.number().optional() })).default([]);

const streamSchema = z.looseObject({
  index: z.number(),
  codec_type: z.string().default('unknown'),
  codec_name: z.string().default('unknown'),
  profile: z.string().optional(),
  width: z.number().default(0),
  height: z.number().default(0),
  pix_fmt: z.string().default('unknown'),
  field_order: z.string().default('unknown'),
  has_b_frames: z.number().default(0),
  sample_aspect_ratio: z.string().default('1:1'),
  color_range: z.string().optional(),
  color_space: z.string().optional(),
  r_frame_rate: z.string().default('0/0'),
  avg_frame_rate: z.string().default('0/0'),
  time_base: z.string().default('0/1'),
  start_pts: z.number().optional(),
  start_time: numeric,
  duration_ts: z.number().optional(),
  duration: numeric,
  nb_frames: numeric,
  extradata_hash: z.string().optional(),
  sample_rate: numeric,
  channels: z.number().default(0),
  channel_layout: z.string().optional(),
  disposition: z.looseObject({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
  side_data_list: sideData,
});
export type ProbedStream = z.output<typeof streamSchema>;

const reportSchema = z.looseObject({
  streams: z.array(streamSchema).default([]),
  frames: z.array(z.looseObject({ side_data_list: sideData })).default([]),
  format: z
    .looseObject({ duration: numeric, tags: z.record(z.string(), z.string()).default({}) })
    .default({ duration: undefined, tags: {} }),
});
export type ProbeReport = z.output<typeof reportSchema>;

/** What ffprobe says of a file whose family is known. `frames` also decodes a still, to learn how it is turned. */
export async function probeReport(file: string, format: string, more: { frames: boolean; signal: AbortSignal }): Promise<ProbeReport> {
  const show = ['-show_streams', '-show_format', '-show_data_hash', 'md5', ...(more.frames ? ['-show_frames'] : [])];
  const args = [...show, '-of', 'json', ...inputArgs(file, format)];
  const { stdout } = await ffprobe(file, args, more.signal);
  return reportSchema.parse(JSON.parse(stdout.toString('utf8')));
}

/** Where the packets of the first video or audio stream end, for files that do not say how long they are. */
export async function measuredSeconds(file: string, format: string, stream: 'v:0' | 'a:0', signal: AbortSignal): Promise<number> {
  const show = ['-select_streams', stream, '-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0'];
  const { stdout } = await ffprobe(file, [...show, ...inputArgs(file, format)], signal);
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const line of stdout.toString('latin1').split('\n')) {
    const [start = Number.NaN, length = 0] = line.split(',').map(Number);
    if (Number.isNaN(start)) continue;
    first = Math.min(first, start);
    last = Math.max(last, start + (Number.isNaN(length) ? 0 : length));
  }
  return last > first ? last - first : 0;
}

async function ffprobe(file: string, args: readonly string[], signal: AbortSignal) {
  try {
    return await runFfprobe({ args, folder: dirname(file), signal, timeoutMs });
  } catch (cause) {
    if (!(cause instanceof StepError) || (cause.code !== 'FFMPEG_FAILED' && cause.code !== 'TIMED_OUT')) throw cause;
    const message = 'This file is damaged or not the media that it claims to be. Export or download it again.';
    throw new StepError('MEDIA_UNREADABLE', message, { cause, ...(cause.detail && { detail: cause.detail }) });
  }
}
