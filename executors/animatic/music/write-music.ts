import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { loudnessMeter } from '../sound/loudness.ts';
import { openWav, type Stereo, sampleRate } from '../sound/wav.ts';
import { type Piece, play } from './play.ts';

/** A piece and the file to write it to. */
export type MusicTask = Piece & { readonly path: string };

/** Loudness of all music in LUFS, and the highest sample it may reach. */
const musicLoudness = -20;
const ceiling = 0.84;

/**
 * Plays a piece into a WAV file: first as it comes into a file beside it, measured on the way, then at its loudness. So a
 * film of an hour takes no more memory than one of a minute.
 */
export function writeMusic(task: MusicTask, progress: (fraction: number) => void): void {
  const draft = `${task.path}.draft`;
  const file = openSync(draft, 'w+');
  try {
    const gain = drafted(task, file, progress);
    levelled(task, file, gain);
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
}

/** Writes the draft and gives the factor that brings it to its loudness. */
function drafted(task: MusicTask, file: number, progress: (fraction: number) => void): number {
  const meter = loudnessMeter();
  let done = 0;
  for (const { sound, frames } of play(task)) {
    meter.add(sound, frames);
    writeAll(file, sound.left, frames);
    writeAll(file, sound.right, frames);
    done += frames;
    progress((0.9 * done) / task.frames);
  }
  if (!Number.isFinite(meter.lufs())) return 1;
  return Math.min(10 ** ((musicLoudness - meter.lufs()) / 20), ceiling / meter.peak());
}

function writeAll(file: number, samples: Float32Array, frames: number): void {
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, frames * 4);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function levelled({ path, frames }: MusicTask, file: number, gain: number): void {
  const wav = openWav(path, frames);
  const block: Stereo = { left: new Float32Array(sampleRate), right: new Float32Array(sampleRate) };
  try {
    for (let from = 0; from < frames; from += sampleRate) {
      const count = Math.min(sampleRate, frames - from);
      readBlock(file, block, from, count);
      for (const channel of [block.left, block.right])
        for (let index = 0; index < count; index++) channel[index] = (channel[index] as number) * gain;
      wav.write(block, count);
    }
  } finally {
    wav.close();
  }
}

function readBlock(file: number, block: Stereo, from: number, count: number): void {
  const start = from * 8;
  readSync(file, new Uint8Array(block.left.buffer), 0, count * 4, start);
  readSync(file, new Uint8Array(block.right.buffer), 0, count * 4, start + count * 4);
}
