import type { Facts } from '#nodes/facts.ts';
import { StepError } from '../errors.ts';
import { house } from './house.ts';
import { imageSize } from './image-header.ts';
import { checkLength, checkSize, checkStreams } from './media-limits.ts';
import { checkMp4Complete } from './mp4-complete.ts';
import { measuredSeconds, type ProbedStream, type ProbeReport, probeReport } from './probe-report.ts';
import { type Rate, rateOf, timescaleOf } from './rate.ts';
import { type Family, sniff } from './sniff.ts';

/** The picture of a video, or a still. `width` and `height` are as shown; `storedWidth` and `storedHeight` as in the file. */
export type VideoStream = {
  readonly codec: string;
  readonly profile: string | undefined;
  readonly pixelFormat: string;
  readonly width: number;
  readonly height: number;
  readonly storedWidth: number;
  readonly storedHeight: number;
  /** Degrees the stored picture is turned before it is shown. */
  readonly rotation: number;
  readonly fps: number | undefined;
  /** How many frames there are, where the file says so. */
  readonly frames: number | undefined;
  readonly timeBase: string;
  /** Seconds from the beginning of the file to the first frame. */
  readonly start: number;
  readonly seconds: number | undefined;
  /** Hash of the decoder's set-up: streams where it is equal can be joined by copying. */
  readonly setup: string | undefined;
  /** How colours were turned into brightness and difference, such as `bt709`, where the file says so. */
  readonly matrix: string | undefined;
};

export type AudioStream = {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly layout: string | undefined;
  readonly timeBase: string;
  /** Seconds from the beginning of the file to the first sample. */
  readonly start: number;
  readonly seconds: number | undefined;
};

/** What a file is. `format` is the demuxer that alone may open it (`inputArgs`); `house`: it can be joined without re-encoding. */
export type MediaInfo = {
  readonly kind: 'image' | 'video' | 'audio';
  readonly format: string;
  readonly facts: Facts;
  readonly video: VideoStream | undefined;
  readonly audio: AudioStream | undefined;
  readonly house: boolean;
  /** The file's own metadata, untrusted. */
  readonly tags: Readonly<Record<string, string>>;
};

/**
 * Says what a file is and whether it may be used. The first bytes decide which demuxer may read it, so that a playlist
 * named .mp4 opens nothing. Rejects with MEDIA_UNREADABLE or MEDIA_TOO_LARGE, each a sentence with a next action.
 */
export async function probe(file: string, signal: AbortSignal = new AbortController().signal): Promise<MediaInfo> {
  const { family, head } = await sniff(file);
  if (family.still || family.format === 'gif') {
    const size = await imageSize(file, family.format, head);
    checkSize(size.width, size.height);
  }
  if (family.title === 'MP4') await checkMp4Complete(file);
  const report = await probeReport(file, family.format, { frames: family.still, signal });
  checkStreams(report.streams.length);
  return family.still ? stillInfo(family, report) : filmInfo(file, family, report, signal);
}

/** Throws MEDIA_UNREADABLE with a sentence where a file is not of the kind that is needed. */
export function requireKind<K extends MediaInfo['kind']>(info: MediaInfo, kind: K): MediaInfo & { readonly kind: K } {
  if (isKind(info, kind)) return info;
  const has = { image: 'a picture', video: 'a video', audio: 'sound without a picture' }[info.kind];
  const need = { image: 'a picture (PNG, JPEG, WebP)', video: 'a video (MP4, MOV, WebM)', audio: 'a sound (MP3, WAV, M4A)' }[kind];
  throw unreadable(`This file is ${has}, and ${need} is needed here. Choose another file.`);
}

function isKind<K extends MediaInfo['kind']>(info: MediaInfo, kind: K): info is MediaInfo & { readonly kind: K } {
  return info.kind === kind;
}

function unreadable(message: string): StepError {
  return new StepError('MEDIA_UNREADABLE', message);
}

function stillInfo(family: Family, report: ProbeReport): MediaInfo {
  const [stream] = report.streams;
  if (!stream || stream.width === 0 || stream.pix_fmt === 'unknown' || report.frames.length === 0) {
    throw unreadable(`This ${family.title} is cut off or damaged. Save or download it again.`);
  }
  const video = videoStream(stream, report.frames[0]?.side_data_list[0]?.rotation);
  const facts = { width: video.width, height: video.height };
  return { kind: 'image', format: family.format, facts, video, audio: undefined, house: false, tags: {} };
}

async function filmInfo(file: string, family: Family, report: ProbeReport, signal: AbortSignal): Promise<MediaInfo> {
  const picture = report.streams.find((stream) => stream.codec_type === 'video' && stream.disposition.attached_pic === 0);
  const sound = report.streams.find((stream) => stream.codec_type === 'audio' && stream.channels > 0);
  if (!picture && !sound) throw unreadable(`This ${family.title} has neither picture nor sound. Choose another file.`);
  const main = picture ?? sound;
  const known = main?.duration ?? report.format.duration ?? 0;
  const seconds = known > 0 ? known : await measuredSeconds(file, family.format, picture ? 'v:0' : 'a:0', signal);
  if (!(seconds > 0)) throw unreadable(`This ${family.title} has a length of 0 seconds. Export or download it again.`);
  checkLength(seconds);
  const audio = sound && audioStream(sound);
  const { format } = family;
  const { tags } = report.format;
  if (!picture) return { kind: 'audio', format, facts: { seconds: toMs(seconds) }, video: undefined, audio, house: false, tags };
  return videoInfo({ format, picture, audio, seconds, tags });
}

type FilmParts = Pick<MediaInfo, 'format' | 'audio' | 'tags'> & { readonly picture: ProbedStream; readonly seconds: number };

function videoInfo({ format, picture, audio, seconds, tags }: FilmParts): MediaInfo {
  const video = videoStream(picture);
  if (video.width === 0 || picture.codec_name === 'unknown') {
    throw unreadable('This video is in a codec that cannot be read here. Export it as an MP4 with H.264.');
  }
  checkSize(video.width, video.height);
  const { width, height, fps } = video;
  const facts: Facts = { seconds: toMs(seconds), width, height, ...(fps !== undefined && { fps }), audio: audio !== undefined };
  return { kind: 'video', format, facts, video, audio, house: isHouse(picture, format, video), tags };
}

function videoStream(stream: ProbedStream, turned?: number): VideoStream {
  const rotation = turned ?? stream.side_data_list.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const [across = 1, down = 1] = stream.sample_aspect_ratio.split(':').map(Number);
  const stretched = across > 0 && down > 0 ? Math.round((stream.width * across) / down) : stream.width;
  const sideways = Math.abs(rotation) % 180 === 90;
  return {
    codec: stream.codec_name,
    profile: stream.profile,
    pixelFormat: stream.pix_fmt,
    width: sideways ? stream.height : stretched,
    height: sideways ? stretched : stream.height,
    storedWidth: stream.width,
    storedHeight: stream.height,
    rotation,
    fps: fpsOf(stream),
    frames: stream.nb_frames,
    timeBase: stream.time_base,
    start: stream.start_time ?? 0,
    seconds: stream.duration,
    setup: stream.extradata_hash,
    matrix: stream.color_space,
  };
}

function audioStream(stream: ProbedStream): AudioStream {
  return {
    codec: stream.codec_name,
    sampleRate: stream.sample_rate ?? 0,
    channels: stream.channels,
    layout: stream.channel_layout,
    timeBase: stream.time_base,
    start: stream.start_time ?? 0,
    seconds: stream.duration,
  };
}

/** The average rate, which is the real one where frames come unevenly; to five decimals. */
function fpsOf(stream: ProbedStream): number | undefined {
  const fps = fractionOf(stream.avg_frame_rate) || fractionOf(stream.r_frame_rate);
  return fps > 0 && fps <= 1000 ? Math.round(fps * 1e5) / 1e5 : undefined;
}

function fractionOf(fraction: string): number {
  const [num = 0, den = 0] = fraction.split('/').map(Number);
  return den > 0 ? num / den : 0;
}

/** Made as the house makes it: every frame on its own tick, in the order in which it is shown, from the very beginning. */
function isHouse(stream: ProbedStream, format: string, video: VideoStream): boolean {
  if (!format.startsWith('mov') || video.fps === undefined || stream.avg_frame_rate !== stream.r_frame_rate) return false;
  const rate = rateOf(video.fps);
  const form = stream.codec_name === house.codec && stream.profile === house.profile && stream.pix_fmt === house.pixelFormat;
  const colour = stream.color_range === 'tv' && stream.color_space === 'bt709' && stream.field_order === 'progressive';
  const upright = video.rotation === 0 && stream.sample_aspect_ratio === '1:1';
  return form && colour && upright && stream.has_b_frames === 0 && isEven(stream, rate);
}

function isEven(stream: ProbedStream, rate: Rate): boolean {
  const timescale = timescaleOf(rate);
  const ticks = ((stream.nb_frames ?? 0) * timescale * rate.den) / rate.num;
  return stream.time_base === `1/${timescale}` && stream.start_pts === 0 && stream.duration_ts === ticks;
}

function toMs(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
