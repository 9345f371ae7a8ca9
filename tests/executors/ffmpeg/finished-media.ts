import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import type { Recipe, Work } from '#executors/work.ts';
import type { Facts } from '#nodes/facts.ts';
import type { StepKind } from '#nodes/steps.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is gone after the tests of the file. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'filmloom-test-'));
  folders.push(folder);
  return folder;
}

/** Makes a file with ffmpeg; the last argument is its name in a fresh folder. */
export function make(...args: string[]): string {
  const file = join(freshFolder(), args.at(-1) ?? '');
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args.slice(0, -1), file]);
  return file;
}

/** Makes a 48 kHz stereo WAV from an expression of `aevalsrc` over time `t`. */
export function tone(expression: string, seconds: number): string {
  return make('-f', 'lavfi', '-i', `aevalsrc='${expression}|${expression}':s=48000:d=${seconds}`, 'tone.wav');
}

type Stream = Record<string, string | number | undefined> & { codec_type: string };

export function streams(file: string): Stream[] {
  const out = execFileSync('ffprobe', ['-v', 'error', '-count_packets', '-show_streams', '-of', 'json', file], { encoding: 'utf8' });
  return (JSON.parse(out) as { streams: Stream[] }).streams;
}

/** What a recipe reads, with the length of the file as a fact. */
export function readOf(path: string, more: Facts = {}): { path: string; hash: string; facts: Facts } {
  const out = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path], { encoding: 'utf8' });
  return { path, hash: path, facts: { seconds: Math.round(Number(out) * 1000) / 1000, ...more } };
}

/** Samples at 48 kHz, stereo interleaved, −1 to 1. */
export function samplesOf(file: string): Float32Array {
  const out = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', 'a:0', '-ar', '48000', '-ac', '2', '-f', 'f32le', '-'], {
    maxBuffer: 1 << 29,
  });
  return new Float32Array(new Uint8Array(out).buffer);
}

/** Level of the left channel between two moments, dB below full scale. */
export function levelDb(sound: Float32Array, from: number, to: number): number {
  let power = 0;
  const first = Math.round(from * 48_000) * 2;
  const last = Math.min(sound.length, Math.round(to * 48_000) * 2);
  for (let index = first; index < last; index += 2) power += (sound[index] ?? 0) ** 2;
  return 10 * Math.log10(Math.max(1e-12, power / Math.max(1, (last - first) / 2)));
}

/** Integrated loudness (LUFS) and true peak (dBTP) as ffmpeg's own meter hears the finished file. */
export function meter(file: string): { integrated: number; truePeak: number } {
  const args = ['-nostats', '-hide_banner', '-i', file, '-map', 'a:0', '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'];
  const { stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const peak = /Peak:\s+(-?[\d.]+|-inf)/.exec(summary)?.[1];
  return { integrated: Number(/I:\s+(-?[\d.]+)/.exec(summary)?.[1]), truePeak: peak === '-inf' ? Number.NEGATIVE_INFINITY : Number(peak) };
}

/** Every frame as an 8-bit grey picture of the size asked for. */
export function greyFrames(file: string, width: number, height: number): Uint8Array[] {
  const filters = `scale=${width}:${height}:flags=area,format=gray`;
  const out = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', 'v:0', '-vf', filters, '-f', 'rawvideo', '-'], {
    maxBuffer: 1 << 30,
  });
  const size = width * height;
  return Array.from({ length: out.length / size }, (_, index) => new Uint8Array(out.subarray(index * size, (index + 1) * size)));
}

type Given<N extends StepKind> = Pick<Work<N>, 'params' | 'reads'> & Partial<Pick<Work<N>, 'take' | 'signal' | 'progress'>>;

/** Carries out a recipe in a fresh folder; `path` finds a file that it handed over. */
export async function carryOut<N extends StepKind>(recipe: Recipe<N>, given: Given<N>) {
  const folder = freshFolder();
  const work: Work<N> = { take: 0, signal: new AbortController().signal, progress: () => undefined, folder, ...given };
  const outcome = await recipe(work);
  return { ...outcome, folder, path: (made: { file: string }) => resolve(folder, made.file) };
}
