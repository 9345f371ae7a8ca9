import type { Place } from './conform.ts';
import { type Chain, chain, type Filter, filter } from './filtergraph.ts';
import { exactly } from './flac.ts';
import { house } from './house.ts';
import { inputArgs } from './input.ts';
import { type Levelling, levelTo } from './loudness.ts';
import type { MediaInfo } from './probe.ts';
import { rateOf, samplesOf } from './rate.ts';
import { type Rendition, renditionFps, trimFadeSeconds } from './rendition-plan.ts';
import { houseSound, silence } from './sound.ts';

export type FilmWithSound = { readonly path: string; readonly info: MediaInfo };
/** The sound of all renditions of one length, and how it gets its loudness. */
export type PackedSound = { readonly frames: number; readonly trimmed: boolean; readonly levelling: Levelling };

const rate = rateOf(renditionFps);
/** Loudness at which platforms play, LUFS, and room for what AAC adds to the peaks, so that they stay below -1 dBTP. */
export const packLoudness = { target: -14, ceiling: -1.6 } as const;

/** Opens no more of the film than is needed; a little more, as a frame at the film's own rate may last beyond the end. */
export function openFor({ path, info }: FilmWithSound, seconds: number): string[] {
  return ['-t', String(seconds + 1), ...inputArgs(path, info.format)];
}

/** Finds how the sound of each length gets its loudness. */
export async function listenTo(film: FilmWithSound, plan: readonly Rendition[], { folder, signal }: Place): Promise<PackedSound[]> {
  const hasSound = film.info.audio !== undefined;
  const sounds: PackedSound[] = [];
  for (const rendition of plan) {
    const { frames, trimmed } = rendition;
    if (sounds.some((sound) => sound.frames === frames)) continue;
    const inputs = hasSound ? openFor(film, frames / renditionFps) : [];
    const chains = [chain(hasSound ? ['0:a:0'] : [], soundFilters(hasSound, rendition), ['sound'])];
    sounds.push({ frames, trimmed, levelling: await levelTo(packLoudness, { inputs, chains }, { folder, signal }) });
  }
  return sounds;
}

/** One chain of sound for each length, then a copy for each rendition: labels `sound0` … in the order of the plan. */
export function soundChains(hasSound: boolean, plan: readonly Rendition[], sounds: readonly PackedSound[]): Chain[] {
  const heard = sounds.map((_, index) => `heard${index}`);
  const source = hasSound ? [chain(['0:a:0'], [filter('asplit', { outputs: sounds.length })], heard)] : [];
  const levelled = sounds.map((sound, index) => {
    const to = plan.flatMap(({ frames }, place) => (frames === sound.frames ? [`sound${place}`] : []));
    const level = [...soundFilters(hasSound, sound), ...sound.levelling.filters, ...exactly(samplesFor(sound))];
    return chain(hasSound ? [`heard${index}`] : [], [...level, filter('asplit', { outputs: to.length })], to);
  });
  return [...source, ...levelled];
}

type Length = { readonly frames: number; readonly trimmed: boolean };

/** What the file has, or silence, of the length of the picture. */
function soundFilters(hasSound: boolean, length: Length): Filter[] {
  const samples = samplesFor(length);
  const seconds = length.frames / renditionFps;
  const fade = Math.min(trimFadeSeconds, seconds);
  const end = length.trimmed ? [filter('afade', { t: 'out', st: seconds - fade, d: fade })] : [];
  return [...(hasSound ? houseSound(samples) : silence(samples)), ...end];
}

function samplesFor({ frames }: Length): number {
  return samplesOf(frames, rate, house.sampleRate);
}
