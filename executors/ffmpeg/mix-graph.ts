import { curveRate } from './ducking.ts';
import { type Chain, chain, type Filter, filter } from './filtergraph.ts';
import { exactly } from './flac.ts';
import { house } from './house.ts';
import { houseSound } from './sound.ts';
import type { Sound } from './sound-input.ts';

export type MixParts = {
  readonly voices: readonly Sound[];
  readonly music: Sound | undefined;
  readonly effects: readonly Sound[];
  /** File of the gains under the voice, 32-bit floats, `curveRate` a second. */
  readonly curve: string;
  /** Length of the whole, in samples. */
  readonly samples: number;
};
export type MixLevels = { readonly voiceDb: number; readonly musicDb: number; readonly effectsDb: number };

/** Music that stops before the end goes out over this long; music that lasts to the end only keeps from clicking. */
const earlyFadeSeconds = 1.5;
const endFadeSeconds = 0.4;

/** The voices, one after another. */
function voiceChains(voices: readonly Sound[]): Chain[] {
  const each = voices.map((voice, index) => chain([`${index}:a:0`], houseSound(voice.samples), [`v${index}`]));
  const joined = chain(
    voices.map((_, index) => `v${index}`),
    [filter('concat', { n: voices.length, v: 0, a: 1 })],
    ['voice'],
  );
  return [...each, joined];
}

/** Everything together before its loudness is set: arguments that open the files, and chains that end in `sound`. */
export function mixGraph(parts: MixParts, levels: MixLevels): { inputs: string[]; chains: Chain[] } {
  const sounds = [...parts.voices, ...(parts.music ? [parts.music] : []), ...parts.effects];
  const curveInput = ['-protocol_whitelist', 'file', '-f', 'f32le', '-ar', String(curveRate), '-ac', '1', '-i', `file:${parts.curve}`];
  const inputs = [...sounds.flatMap(({ input }) => input), ...curveInput];
  const bed = bedChains(parts, levels, sounds.length);
  const hasVoice = parts.voices.length > 0;
  const voice = hasVoice
    ? [...voiceChains(parts.voices), chain(['voice'], [gain(levels.voiceDb), ...exactly(parts.samples)], ['words'])]
    : [];
  const all = [...(hasVoice ? ['words'] : []), ...(bed.length > 0 ? ['ducked'] : [])];
  return { inputs, chains: [...voice, ...bed, together(all, 'sound', parts.samples)] };
}

/** Music and effects under the curve; nothing where there are none. */
function bedChains({ voices, music, effects, samples }: MixParts, levels: MixLevels, curveAt: number): Chain[] {
  const names = [...(music ? ['music'] : []), ...effects.map((_, index) => `effect${index}`)];
  if (names.length === 0) return [];
  const musicChain = music
    ? [chain([`${voices.length}:a:0`], [...houseSound(music.samples), ...musicEnd(music, samples), gain(levels.musicDb)], ['music'])]
    : [];
  const firstEffect = voices.length + (music ? 1 : 0);
  const effectChains = effects.map((effect, index) =>
    chain([`${firstEffect + index}:a:0`], [...houseSound(effect.samples), gain(levels.effectsDb)], [`effect${index}`]),
  );
  const { sampleRate } = house;
  const curve = chain([`${curveAt}:a:0`], [filter('aresample', { osr: sampleRate }), stereoCurve(), ...exactly(samples)], ['curve']);
  return [
    ...musicChain,
    ...effectChains,
    together(names, 'bed', samples),
    curve,
    chain(['bed', 'curve'], [filter('amultiply')], ['ducked']),
  ];
}

/** Both sides get the curve as it is; a plain change of layout would make it quieter. */
function stereoCurve(): Filter {
  return filter('pan', { args: 'stereo|c0=c0|c1=c0' });
}

function musicEnd(music: Sound, samples: number): Filter[] {
  const length = music.samples / house.sampleRate;
  const fade = Math.min(music.samples < samples ? earlyFadeSeconds : endFadeSeconds, length / 2);
  return [filter('afade', { t: 'out', st: length - fade, d: fade })];
}

function gain(db: number): Filter {
  return filter('volume', { volume: `${db}dB`, precision: 'float' });
}

function together(names: readonly string[], name: string, samples: number): Chain {
  const mixed = names.length > 1 ? [filter('amix', { inputs: names.length, normalize: false, dropout_transition: 0 })] : [];
  return chain(names, [...mixed, ...exactly(samples)], [name]);
}
