import { join } from 'node:path';
import { type Kinds, kinds } from '#nodes/steps.ts';
import { StepError } from '../errors.ts';
import type { Recipe, Work } from '../work.ts';
import { writeDucking } from './ducking-file.ts';
import { graphText } from './filtergraph.ts';
import { flacArgs, flacChain } from './flac.ts';
import { house } from './house.ts';
import { type Levelling, levelTo, type SoundGraph } from './loudness.ts';
import { type MixParts, mixGraph } from './mix-graph.ts';
import { runFfmpeg } from './run.ts';
import { openSound, type Sound, samplesIn } from './sound-input.ts';

/** No true peak above this, so that later encoders have room (dBTP). */
const ceiling = -1;
const curveFile = 'ducking.f32';
/** Loudness is a property of longer sounds; nobody is told that a short one could not reach it. */
const shortSeconds = 3;

/** Mixes voice, music and effects: ducking, loudness, exact length. The result is a FLAC, 48 kHz stereo. */
export const mixAudio: Recipe<'mix-audio'> = async (work) => {
  const place = { folder: work.folder, signal: work.signal };
  const parts = await openParts(work);
  work.progress(0.1);
  await writeDucking(parts.voices, { duckDb: work.params.duckDb, samples: parts.samples, file: curveFile }, place);
  work.progress(0.25);
  const graph = mixGraph(parts, work.params);
  const levelling = await levelTo({ target: work.params.loudness, ceiling }, graph, place);
  work.progress(0.7);
  await render({ graph, levelling, samples: parts.samples, work });
  const warnings = loudnessWarnings(levelling, parts.samples / house.sampleRate, work.params.loudness);
  return { gives: { audio: { file: join(work.folder, 'mix.flac') } }, warnings };
};

async function openParts({ reads, params, signal }: Work<'mix-audio'>): Promise<MixParts> {
  if (reads.voice.length + reads.effects.length === 0 && !reads.music) {
    throw new StepError('INPUT_INVALID', 'There is nothing to mix. Connect a voice, music or effects.');
  }
  const open = (list: Parameters<typeof openSound>[0][]): Promise<Sound[]> => Promise.all(list.map((read) => openSound(read, signal)));
  const [voices, music, effects] = await Promise.all([
    open([...reads.voice]),
    open(reads.music ? [reads.music] : []),
    open([...reads.effects]),
  ]);
  const about: Parameters<Kinds['mix-audio']['facts']>[0]['reads'] = {
    voice: voices.map(factsOf),
    music: music[0] && factsOf(music[0]),
    effects: effects.map(factsOf),
  };
  const { seconds = 0 } = kinds['mix-audio'].facts({ params, reads: about, world: noWorld }).audio;
  return { voices, music: music[0], effects, curve: curveFile, samples: samplesIn(seconds) };
}

function factsOf({ samples }: Sound): { seconds: number } {
  return { seconds: samples / house.sampleRate };
}

/** Everything is known here, so no fact rule has a question. */
const noWorld = { count: (least: number) => least, amount: (least: number) => least };

type Rendering = { graph: SoundGraph; levelling: Levelling; samples: number; work: Work<'mix-audio'> };

async function render({ graph, levelling, samples, work }: Rendering): Promise<void> {
  const chains = [...graph.chains, flacChain('sound', samples, 'mix', levelling.filters)];
  const args = [...graph.inputs, '-filter_complex', graphText(chains), '-map', '[mix]', ...flacArgs(), 'file:mix.flac'];
  const seconds = samples / house.sampleRate;
  await runFfmpeg({
    args,
    folder: work.folder,
    signal: work.signal,
    seconds,
    onProgress: (fraction) => work.progress(0.7 + 0.3 * fraction),
  });
}

function loudnessWarnings({ reached, loudness }: Levelling, seconds: number, target: number) {
  if (reached || seconds < shortSeconds) return [];
  const message =
    loudness.integrated > -70
      ? `The mix is ${loudness.integrated.toFixed(1)} LUFS instead of ${target} LUFS: louder would distort it or lift only noise.`
      : 'The mix is all but silent, so its loudness was left as it is.';
  return [{ code: 'LOUDNESS_NOT_REACHED', message }];
}
