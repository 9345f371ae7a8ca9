import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpeg } from '#tests/executors/ffmpeg/made-media.ts';

export type MediaSpec = {
  readonly kind: 'video' | 'image' | 'audio';
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
};

/** Real media of a size and length, made once on this machine and kept beside its temporary files. */
export function emulatedMedia({ kind, width, height, seconds }: MediaSpec): string {
  const folder = join(tmpdir(), 'filmloom-emulated-media');
  mkdirSync(folder, { recursive: true });
  const ending = { video: 'mp4', image: 'png', audio: 'wav' }[kind];
  const file = join(folder, `${kind}-${width}x${height}-${Math.round(seconds * 1000)}.${ending}`);
  if (existsSync(file)) return file;
  const draft = join(folder, `${process.pid}-${Math.random()}.${ending}`);
  const picture = ['-f', 'lavfi', '-i', `color=teal:size=${width}x${height}:rate=24`];
  if (kind === 'audio') ffmpeg('-f', 'lavfi', '-i', `sine=frequency=220:duration=${seconds}`, draft);
  else if (kind === 'image') ffmpeg(...picture, '-frames:v', '1', draft);
  else ffmpeg(...picture, '-t', String(seconds), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', draft);
  renameSync(draft, file);
  return file;
}
