import { closeSync, openSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';

/** Sound as it is worked on: two channels of samples from -1 to 1, as long as each other. */
export type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

/** The rate of all sound that the animatic makes, samples a second. */
export const sampleRate = 48_000;

const bytesPerFrame = 4;
const headerBytes = 44;

function header(frames: number): Buffer {
  const data = frames * bytesPerFrame;
  const bytes = Buffer.alloc(headerBytes);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(headerBytes - 8 + data, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * bytesPerFrame, 28);
  bytes.writeUInt16LE(bytesPerFrame, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(data, 40);
  return bytes;
}

/** Whole numbers of 16 bits, both channels in turn; what is louder than full scale is clipped. */
function frameBytes({ left, right }: Stereo, frames: number): Buffer {
  const samples = new Int16Array(frames * 2);
  for (let index = 0; index < frames; index++) {
    samples[index * 2] = whole(left[index] as number);
    samples[index * 2 + 1] = whole(right[index] as number);
  }
  const bytes = Buffer.from(samples.buffer);
  return littleEndian ? bytes : bytes.swap16();
}

const littleEndian = endianness() === 'LE';
const whole = (sample: number): number => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)));

/** A WAV file (48 kHz, stereo, 16 bit) that is written piece by piece; it must get exactly the frames it was opened for. */
type WavFile = { write(sound: Stereo, frames: number): void; close(): void };

/** Opens a WAV file for `frames` frames. Throws what the file system throws, such as ENOSPC. */
export function openWav(path: string, frames: number): WavFile {
  const file = openSync(path, 'w');
  writeSync(file, header(frames));
  return {
    write: (sound, count) => {
      const bytes = frameBytes(sound, count);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    },
    close: () => closeSync(file),
  };
}

/** Samples of a WAV file held in memory, as espeak-ng writes it: one channel of 16 bits. */
export function readMonoWav(bytes: Buffer): { readonly rate: number; readonly samples: Float32Array<ArrayBuffer> } {
  const rate = bytes.length >= headerBytes ? bytes.readUInt32LE(24) : 22_050;
  const count = Math.max(0, Math.floor((bytes.length - headerBytes) / 2));
  const samples = new Float32Array(count);
  for (let index = 0; index < count; index++) samples[index] = bytes.readInt16LE(headerBytes + index * 2) / 32_768;
  return { rate, samples };
}
