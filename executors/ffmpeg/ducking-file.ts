import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './conform.ts';
import { duckingCurve } from './ducking.ts';
import { house } from './house.ts';
import { hopSeconds, measureLevels, silenceDb } from './levels.ts';
import { houseSound } from './sound.ts';
import type { Sound } from './sound-input.ts';

/** Listens to voices that play one after another and writes how far other sounds go down under them, for `mixGraph`. */
export async function writeDucking(
  voices: readonly Sound[],
  about: { duckDb: number; samples: number; file: string },
  place: Place,
): Promise<void> {
  const levels = voices.length > 0 && about.duckDb > 0 ? await voiceLevels(voices, place) : new Float32Array();
  const curve = duckingCurve(levels, { duckDb: about.duckDb, seconds: about.samples / house.sampleRate });
  await writeFile(join(place.folder, about.file), new Uint8Array(curve.buffer));
}

/** Listens to each voice and puts the levels one after another, as the voices will play. */
async function voiceLevels(voices: readonly Sound[], place: { folder: string; signal: AbortSignal }): Promise<Float32Array> {
  const listened = voices.map(({ input, samples }) => ({ input, filters: houseSound(samples) }));
  const each = await measureLevels(listened, place);
  const starts = voices.map((_, index) => voices.slice(0, index).reduce((sum, { samples }) => sum + samples, 0));
  const all = each.flatMap((levels, index) => {
    const next = starts[index + 1];
    const hops = next === undefined ? levels.length : hopsIn(next) - hopsIn(starts[index] ?? 0);
    return Array.from({ length: hops }, (_, hop) => levels[hop] ?? silenceDb);
  });
  return Float32Array.from(all);
}

function hopsIn(samples: number): number {
  return Math.round(samples / house.sampleRate / hopSeconds);
}
