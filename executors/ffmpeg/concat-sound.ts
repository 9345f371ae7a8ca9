import { join } from 'node:path';
import type { Place } from './conform.ts';
import { type Chain, chain, type Filter, filter, graphText } from './filtergraph.ts';
import { house } from './house.ts';
import { inputArgs } from './input.ts';
import { runFfmpeg } from './run.ts';
import { houseSound, silence } from './sound.ts';

/** A stretch of the film's sound, exactly `samples` long: from a file, or silent; fades in samples. */
export type SoundPiece = {
  readonly file: { readonly path: string; readonly format: string } | undefined;
  readonly samples: number;
  readonly fadeIn: number;
  readonly fadeOut: number;
};

/** So many files are opened at once; more are first joined in groups. */
const mostInputs = 32;

/** The inputs and filters that give the pieces one after another as `[sound]`. Input numbers begin at `first`. */
export async function joinedSound(
  pieces: readonly SoundPiece[],
  first: number,
  place: Place,
): Promise<{ readonly inputs: readonly string[]; readonly chains: readonly Chain[] }> {
  if (pieces.length > mostInputs) return joinedSound(await joinGroups(pieces, place), first, place);
  return soundGraph(pieces, first);
}

function soundGraph(pieces: readonly SoundPiece[], first: number): { inputs: string[]; chains: Chain[] } {
  const inputs: string[] = [];
  let number = first;
  const parts = pieces.map(({ file, samples, ...fades }, index) => {
    const to = [`s${index}`];
    if (!file) return chain([], silence(samples), to);
    inputs.push(...inputArgs(file.path, file.format));
    return chain([`${number++}:a:0`], [...houseSound(samples), ...fadeFilters(samples, fades)], to);
  });
  const names = pieces.map((_, index) => `s${index}`);
  const joined = filter('concat', { n: pieces.length, v: 0, a: 1 });
  return { inputs, chains: [...parts, chain(names, [joined], ['sound'])] };
}

function fadeFilters(samples: number, { fadeIn, fadeOut }: { fadeIn: number; fadeOut: number }): Filter[] {
  const up = filter('afade', { type: 'in', start_sample: 0, nb_samples: fadeIn });
  const down = filter('afade', { type: 'out', start_sample: samples - fadeOut, nb_samples: fadeOut });
  return [...(fadeIn > 0 ? [up] : []), ...(fadeOut > 0 ? [down] : [])];
}

async function joinGroups(pieces: readonly SoundPiece[], place: Place): Promise<SoundPiece[]> {
  const joined: SoundPiece[] = [];
  for (let at = 0; at < pieces.length; at += mostInputs) {
    const group = pieces.slice(at, at + mostInputs);
    const samples = group.reduce((sum, piece) => sum + piece.samples, 0);
    const path = join(place.folder, `sound-${pieces.length}-${joined.length}.wav`);
    const { inputs, chains } = soundGraph(group, 0);
    const output = ['-map', '[sound]', '-c:a', 'pcm_f32le', '-ar', String(house.sampleRate), '-rf64', 'auto', path];
    await runFfmpeg({ args: [...inputs, '-filter_complex', graphText(chains), ...output], ...place });
    joined.push({ file: { path, format: 'wav' }, samples, fadeIn: 0, fadeOut: 0 });
  }
  return joined;
}
