import type { Frame } from '#nodes/settings.ts';
import { rateOf, rateText, timescaleOf } from './rate.ts';

/**
 * The one format in which clips are made, so that joining them is a copy: H.264 High, yuv420p, BT.709, constant rate,
 * a key frame every second and no B-frames (so that frames lie in the file as they are shown), AAC-LC 48 kHz stereo.
 * The number of threads is fixed because x264 writes other bytes for another number.
 */
export const house = {
  codec: 'h264',
  profile: 'High',
  pixelFormat: 'yuv420p',
  sampleRate: 48_000,
  channels: 2,
  audioBitsPerSecond: 192_000,
  encoderThreads: 4,
} as const;

/** Output options for the picture. `crf` is the quality: less is better and larger. A faster preset writes larger files. */
export function houseVideoArgs(frame: Frame, more: { crf?: number; preset?: 'superfast' | 'veryfast' } = {}): string[] {
  const rate = rateOf(frame.fps);
  const gop = Math.max(1, Math.round(frame.fps));
  const colour = ['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  return [
    ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', more.preset ?? 'veryfast', '-crf', String(more.crf ?? 18)],
    ...['-pix_fmt', house.pixelFormat, ...colour, '-threads:v', String(house.encoderThreads)],
    ...['-g', String(gop), '-keyint_min', String(gop), '-sc_threshold', '0', '-bf', '0', '-flags:v', '+cgop+bitexact'],
    // Whatever the quality, the decoder is set up alike, so that clips of different quality can still be joined.
    ...['-x264-params', 'stitchable=1', '-metadata:s:v', 'encoder=Filmloom'],
    ...['-r', rateText(rate), '-fps_mode', 'cfr', '-video_track_timescale', String(timescaleOf(rate))],
    // Without the encoder's own remarks, which name its version and settings.
    ...['-bsf:v', 'filter_units=remove_types=6'],
  ];
}

/** Output options for the sound. */
export function houseAudioArgs(): string[] {
  const { sampleRate, channels, audioBitsPerSecond } = house;
  return [
    ...['-c:a', 'aac', '-profile:a', 'aac_low', '-b:a', String(audioBitsPerSecond)],
    ...['-ar', String(sampleRate), '-ac', String(channels), '-flags:a', '+bitexact'],
  ];
}

/** Output options for the file: index in front, nothing carried over from the inputs, no dates and no names of programs. */
export function houseMuxArgs(): string[] {
  const clean = ['-map_metadata', '-1', '-map_chapters', '-1', '-write_tmcd', '0', '-fflags', '+bitexact'];
  return [...clean, '-movflags', '+faststart+use_metadata_tags', '-f', 'mp4'];
}
