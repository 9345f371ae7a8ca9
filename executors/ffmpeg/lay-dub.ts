import { markArgs, markOf } from './animatic-mark.ts';
import type { Place } from './conform.ts';
import { writeDucking } from './ducking-file.ts';
import { type Chain, chain, chainText, graphText } from './filtergraph.ts';
import { exactly } from './flac.ts';
import { houseAudioArgs, houseMuxArgs, houseVideoArgs } from './house.ts';
import { inputArgs } from './input.ts';
import { levelTo, measureLoudness, type SoundGraph } from './loudness.ts';
import { mixGraph } from './mix-graph.ts';
import { housePicture } from './picture.ts';
import type { MediaInfo } from './probe.ts';
import { framesIn, rateOf } from './rate.ts';
import { runFfmpeg } from './run.ts';
import { houseSound, silence } from './sound.ts';
import { type Sound, samplesIn } from './sound-input.ts';

type Film = { readonly path: string; readonly info: MediaInfo };

/** How far the original sound goes down under the new voice, in dB: still there, and not understood. */
const duckDb = 18;
const curveFile = 'ducking.f32';
/** The film stays about as loud as it was, within what people expect; the peaks leave room for AAC. */
const loudness = { quietest: -24, loudest: -14, ceiling: -1.6 } as const;
/** Pictures in these codecs may stand in an MP4 as they are. */
const mp4Codecs = new Set(['h264', 'hevc', 'av1', 'vp9', 'mpeg4']);

/**
 * Writes a film with a new voice over its own sound, which steps back under it; without a voice its sound stays, and a
 * silent film gets a silent track. The picture is copied where an MP4 can hold it.
 */
export async function layDub(
  film: Film,
  voice: string | undefined,
  place: Place & { readonly name: string; readonly onProgress: (fraction: number) => void },
): Promise<void> {
  const seconds = film.info.facts.seconds ?? 0;
  const samples = samplesIn(seconds);
  const sound = await soundOf(film, voice, samples, place);
  const graph = graphText([...sound.chains, chain(['level'], exactly(samples), ['whole'])]);
  const inputs = [...sound.inputs, ...inputArgs(film.path, film.info.format)];
  const last = countInputs(inputs) - 1;
  const args = [
    ...inputs,
    '-filter_complex',
    graph,
    '-map',
    `${last}:v:0`,
    '-map',
    '[whole]',
    ...pictureArgs(film),
    ...houseAudioArgs(),
    ...houseMuxArgs(),
    ...markArgs(markOf(film.info.tags)),
    `file:${place.name}`,
  ];
  await runFfmpeg({ args, ...place, seconds });
}

function countInputs(args: readonly string[]): number {
  return args.filter((arg) => arg === '-i').length;
}

/** Arguments that open the sounds, and chains that end in the label `level`. */
async function soundOf(film: Film, voice: string | undefined, samples: number, place: Place): Promise<SoundGraph> {
  const original = film.info.audio ? { input: inputArgs(film.path, film.info.format), samples } : undefined;
  if (voice)
    return dubbed(original, { input: ['-protocol_whitelist', 'file', '-f', 'wav', '-i', `file:${voice}`], samples }, samples, place);
  if (!original) return { inputs: [], chains: [chain([], silence(samples), ['level'])] };
  return { inputs: original.input, chains: [chain(['0:a:0'], houseSound(samples), ['level'])] };
}

async function dubbed(original: Sound | undefined, voice: Sound, samples: number, place: Place): Promise<SoundGraph> {
  await writeDucking([voice], { duckDb, samples, file: curveFile }, place);
  const parts = { voices: [voice], music: undefined, effects: original ? [original] : [], curve: curveFile, samples };
  const mixed = mixGraph(parts, { voiceDb: 0, musicDb: 0, effectsDb: 0 });
  const target = await usualLoudness(original, samples, place);
  const { filters } = await levelTo({ target, ceiling: loudness.ceiling }, mixed, place);
  const level: Chain = chain(['sound'], filters.length > 0 ? filters : exactly(samples), ['level']);
  return { inputs: mixed.inputs, chains: [...mixed.chains, level] };
}

/** As loud as the film was before. */
async function usualLoudness(original: Sound | undefined, samples: number, place: Place): Promise<number> {
  if (!original) return loudness.loudest - 2;
  const graph = { inputs: original.input, chains: [chain(['0:a:0'], houseSound(samples), ['sound'])] };
  const { integrated } = await measureLoudness(graph, place);
  return Math.min(loudness.loudest, Math.max(loudness.quietest, integrated));
}

function pictureArgs({ info: { video, facts } }: Film): string[] {
  if (!video || mp4Codecs.has(video.codec)) return ['-c:v', 'copy'];
  const frame = { width: 2 * Math.round(video.width / 2), height: 2 * Math.round(video.height / 2), fps: video.fps ?? 30 };
  const frames = framesIn(facts.seconds ?? 0, rateOf(frame.fps));
  return ['-vf', chainText(housePicture(video, { ...frame, frames }, 'stretch')), ...houseVideoArgs(frame)];
}
