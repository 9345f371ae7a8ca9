import type { MediaInfo } from './probe.ts';

const types: readonly [format: RegExp, type: string | Readonly<Record<MediaInfo['kind'], string>>][] = [
  [/mp4/, { video: 'video/mp4', audio: 'audio/mp4', image: 'image/avif' }],
  [/webm/, { video: 'video/webm', audio: 'audio/webm', image: 'image/webp' }],
  [/avi/, 'video/x-msvideo'],
  [/mpegts/, 'video/mp2t'],
  [/gif/, 'image/gif'],
  [/mp3/, 'audio/mpeg'],
  [/aac/, 'audio/aac'],
  [/wav/, 'audio/wav'],
  [/flac/, 'audio/flac'],
  [/ogg/, 'audio/ogg'],
  [/png/, 'image/png'],
  [/jpeg/, 'image/jpeg'],
  [/webp/, 'image/webp'],
];

/** The MIME type of a probed file. */
export function mediaTypeOf({ kind, format }: Pick<MediaInfo, 'kind' | 'format'>): string {
  const type = types.find(([pattern]) => pattern.test(format))?.[1] ?? 'application/octet-stream';
  return typeof type === 'string' ? type : type[kind];
}

const endings: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'audio/mp4': 'm4a',
  'video/webm': 'webm',
  'audio/webm': 'webm',
  'video/x-msvideo': 'avi',
  'video/mp2t': 'ts',
  'image/gif': 'gif',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** The file name ending of a MIME type, without the dot. */
export function endingOf(media: string): string {
  return endings[media] ?? 'bin';
}
