import { StepError } from '../errors.ts';
import { type Chain, chain, type Filter, filter, graphText } from './filtergraph.ts';
import { house } from './house.ts';
import { runFfmpeg } from './run.ts';

/** `integrated` in LUFS (EBU R128), `truePeak` in dBTP; silence is −∞ in both. */
export type Loudness = { readonly integrated: number; readonly truePeak: number };

/** A sound as a graph: what opens its files, and chains of which the last gives the label `sound`. */
export type SoundGraph = { readonly inputs: readonly string[]; readonly chains: readonly Chain[] };

export type LoudnessAim = {
  /** Integrated loudness to be reached, LUFS. */
  readonly target: number;
  /** No true peak above this, dBTP. */
  readonly ceiling: number;
};

/** How the aim is reached: filters that go behind the sound, and whether they reach it. `gainDb` is 0 for silence. */
export type Levelling = {
  readonly filters: readonly Filter[];
  readonly gainDb: number;
  readonly loudness: Loudness;
  readonly reached: boolean;
};

type Place = { readonly folder: string; readonly signal: AbortSignal };

/** The search ends this close to the target; farther off than `reachedLu` is told. */
const closeLu = 0.2;
const reachedLu = 0.5;
/** What would need more than this is close to silence, and lifting it would only lift noise. */
const mostGainDb = 40;
const tries = 8;
/** The limiter works this far below the ceiling: taking the rate down again lifts peaks a little. */
const limiterRoomDb = 0.15;
/** Below this nothing counts as sound (the absolute gate of EBU R128). */
const gateLufs = -70;

/** Measures a sound as people would hear it; `behind` are filters that go behind it. */
export async function measureLoudness(sound: SoundGraph, place: Place, behind: readonly Filter[] = []): Promise<Loudness> {
  const meter = filter('ebur128', { peak: 'true', framelog: 'verbose' });
  const graph = [...sound.chains, chain(['sound'], [...behind, meter], ['metered'])];
  const args = [...sound.inputs, '-filter_complex', graphText(graph), '-map', '[metered]', '-f', 'null', 'pipe:2'];
  const { stderr } = await runFfmpeg({ args, ...place });
  return readSummary(stderr);
}

/**
 * Finds what must follow a sound so that it has the loudness asked for with no true peak above the ceiling: a plain gain
 * where the peaks allow it, else gain and limiter, measured again and corrected until the loudness is right. Silence stays silence.
 */
export async function levelTo(aim: LoudnessAim, sound: SoundGraph, place: Place): Promise<Levelling> {
  const plain = await measureLoudness(sound, place);
  if (!(plain.integrated > gateLufs))
    return { filters: [], gainDb: 0, loudness: plain, reached: plain.truePeak === Number.NEGATIVE_INFINITY };
  const gainDb = aim.target - plain.integrated;
  if (gainDb <= mostGainDb && plain.truePeak + gainDb <= aim.ceiling) {
    const loudness = { integrated: aim.target, truePeak: plain.truePeak + gainDb };
    return { filters: [volume(gainDb)], gainDb, loudness, reached: true };
  }
  return limitTo(aim, Math.min(gainDb, mostGainDb), sound, place);
}

/** Gain and limiter, corrected by what they really gave. The nearest of several tries counts. */
async function limitTo(aim: LoudnessAim, firstGainDb: number, sound: SoundGraph, place: Place): Promise<Levelling> {
  let best: Levelling | undefined;
  let gainDb = firstGainDb;
  let limitDb = aim.ceiling - limiterRoomDb;
  let before: { gainDb: number; integrated: number } | undefined;
  for (let round = 0; round < tries; round += 1) {
    const filters = [volume(gainDb), ...limiter(limitDb)];
    const loudness = await measureLoudness(sound, place, filters);
    const over = loudness.truePeak - aim.ceiling;
    const missing = aim.target - loudness.integrated;
    if (over <= 0 && (!best || Math.abs(missing) < Math.abs(aim.target - best.loudness.integrated))) {
      best = { filters, gainDb, loudness, reached: Math.abs(missing) <= reachedLu };
    }
    if (over <= 0 && Math.abs(missing) <= closeLu) break;
    if (over > 0) limitDb -= over + 0.05;
    const now = { gainDb, integrated: loudness.integrated };
    gainDb = Math.min(mostGainDb, gainDb + missing / slope(before, now));
    if (gainDb === now.gainDb && over <= 0) break;
    before = now;
  }
  if (!best) throw new StepError('INTERNAL', 'The peaks of this sound could not be held. Lower its volume, then run this step again.');
  return best;
}

/** How much louder the last dB of gain made it: the harder the limiter works, the less. */
function slope(before: { gainDb: number; integrated: number } | undefined, now: { gainDb: number; integrated: number }): number {
  if (!before || before.gainDb === now.gainDb) return 0.85;
  return Math.min(1, Math.max(0.12, (now.integrated - before.integrated) / (now.gainDb - before.gainDb)));
}

function volume(gainDb: number): Filter {
  return filter('volume', { volume: `${gainDb.toFixed(4)}dB`, precision: 'double' });
}

/** Works on four times the rate, so that it sees the peaks between the samples. */
function limiter(ceilingDb: number): Filter[] {
  const limit = Math.max(0.0625, 10 ** (ceilingDb / 20));
  return [
    filter('aresample', { osr: house.sampleRate * 4 }),
    filter('alimiter', { limit, level: false, attack: 5, release: 60, latency: true }),
    filter('aresample', { osr: house.sampleRate }),
  ];
}

/** Reads what the meter says at the end: `I: -23.0 LUFS` and, under "True peak", `Peak: -3.1 dBFS`. */
function readSummary(stderr: string): Loudness {
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  return { integrated: numberAfter(summary, 'I'), truePeak: numberAfter(summary, 'Peak') };
}

function numberAfter(text: string, name: string): number {
  const found = new RegExp(String.raw`\b${name}:\s+(-?inf|nan|-?[\d.]+)`).exec(text)?.[1];
  if (found === undefined)
    throw new StepError('FFMPEG_FAILED', 'ffmpeg did not say how loud this sound is. Check that ffmpeg is 5.1 or newer.');
  const value = Number(found);
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
}
