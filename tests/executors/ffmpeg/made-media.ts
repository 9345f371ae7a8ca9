import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { houseAudioArgs, houseMuxArgs, houseVideoArgs } from '#executors/ffmpeg/house.ts';
import type { Work } from '#executors/work.ts';
import type { StepKind } from '#nodes/steps.ts';

/** A folder for one test file, removed by `remove`. */
export function testFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'filmloom-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function ffmpeg(...args: string[]): Buffer {
  return execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { maxBuffer: 1 << 30 });
}

export type ClipSpec = {
  readonly colour: string;
  readonly frames: number;
  readonly fps?: number;
  readonly width?: number;
  readonly height?: number;
  /** Pitch in Hz of a tone that lasts as long as the picture. */
  readonly tone?: number;
  /** Encoder settings instead of the house's. */
  readonly encode?: readonly string[];
};

/** A clip of one colour, in the house format unless told otherwise. */
export function makeClip(path: string, { colour, frames, fps = 30, width = 160, height = 90, tone, encode }: ClipSpec): string {
  const picture = ['-f', 'lavfi', '-i', `color=${colour}:size=${width}x${height}:rate=${fps}`];
  const sound = tone ? ['-f', 'lavfi', '-i', `sine=frequency=${tone}:sample_rate=48000:duration=${frames / fps}`] : [];
  const form = encode ?? [...houseVideoArgs({ width, height, fps }), ...(tone ? houseAudioArgs() : []), ...houseMuxArgs()];
  ffmpeg(...picture, ...sound, '-vf', `trim=end_frame=${frames},scale=out_color_matrix=bt709:out_range=tv`, ...form, path);
  return path;
}

/** The colour in the middle of every frame, as red, green and blue from 0 to 255. */
export function frameColours(path: string): number[][] {
  const bytes = ffmpeg(
    '-i',
    path,
    '-map',
    '0:v:0',
    '-vf',
    'crop=8:8,scale=1:1:flags=area,format=rgb24',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-',
  );
  return Array.from({ length: bytes.length / 3 }, (_, frame) => [...bytes.subarray(frame * 3, frame * 3 + 3)]);
}

/** The name of the strongest of red, green and blue in each frame, in runs: `r30 g15`. */
export function colourRuns(path: string): string {
  const runs: { name: string; count: number }[] = [];
  for (const colour of frameColours(path)) {
    const name = 'rgb'[colour.indexOf(Math.max(...colour))] ?? '?';
    const last = runs.at(-1);
    if (last?.name === name) last.count += 1;
    else runs.push({ name, count: 1 });
  }
  return runs.map(({ name, count }) => `${name}${count}`).join(' ');
}

/** The sound as samples at 48 kHz, first channel. */
export function samplesIn(path: string): Float32Array {
  const bytes = ffmpeg('-i', path, '-map', '0:a:0', '-af', 'pan=mono|c0=c0', '-ar', '48000', '-f', 'f32le', '-');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** How loud a stretch of samples is, 0 to 1. */
export function loudness(samples: Float32Array, from: number, to: number): number {
  const part = samples.subarray(from, to);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length));
}

/** How strong one pitch is in a stretch of samples. */
export function strengthOf(pitch: number, samples: Float32Array, from: number, to: number): number {
  let real = 0;
  let imaginary = 0;
  for (let at = from; at < to; at += 1) {
    const angle = (2 * Math.PI * pitch * at) / 48_000;
    real += (samples[at] ?? 0) * Math.cos(angle);
    imaginary += (samples[at] ?? 0) * Math.sin(angle);
  }
  return (2 * Math.hypot(real, imaginary)) / (to - from);
}

/** Asks ffprobe for one line of facts about the first picture or sound. */
export function ask(path: string, stream: 'v:0' | 'a:0', entries: string): string {
  const args = ['-v', 'error', '-count_packets', '-select_streams', stream, '-show_entries', `stream=${entries}`, '-of', 'csv=p=0', path];
  return execFileSync('ffprobe', args, { encoding: 'utf8' }).trim();
}

let works = 0;

/** A step ready to be carried out, in a folder of its own. */
export function workIn<N extends StepKind>(
  folder: string,
  about: Pick<Work<N>, 'params' | 'reads'> & { signal?: AbortSignal; progress?: Work<N>['progress'] },
): Work<N> {
  works += 1;
  const own = join(folder, `work-${works}`);
  mkdirSync(own);
  return { take: 0, signal: new AbortController().signal, progress: () => undefined, ...about, folder: own };
}

/** A file as a recipe reads it. */
export function read(path: string, key?: string) {
  return { path, hash: path, facts: {}, ...(key && { key }) };
}
