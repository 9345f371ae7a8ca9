import { link, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warning } from '#nodes/items.ts';
import { platformPresets } from '#nodes/steps.ts';
import { StepError } from '../errors.ts';
import type { Recipe, Work } from '../work.ts';
import { type CaptionPictures, drawCaptions } from './caption-pictures.ts';
import { type Chain, chain, filter, graphText } from './filtergraph.ts';
import { exactly } from './flac.ts';
import { house, houseAudioArgs, houseMuxArgs, houseVideoArgs } from './house.ts';
import { inputArgs } from './input.ts';
import { type Levelling, levelTo } from './loudness.ts';
import { type MediaInfo, probe, requireKind, type VideoStream } from './probe.ts';
import { rateOf, samplesOf } from './rate.ts';
import { keysFor, stillFrame } from './rendition-crop.ts';
import { commonSize, type Picture, pictureChains, soundFilters } from './rendition-graph.ts';
import { planRenditions, type Rendition, renditionFps } from './rendition-plan.ts';
import { runFfmpeg } from './run.ts';
import { captionZone } from './safe-zones.ts';
import { stages } from './stages.ts';
import { watchFilm } from './watch.ts';

type Film = { readonly path: string; readonly info: MediaInfo; readonly video: VideoStream; readonly seconds: number };
/** The sound of all renditions of one length. */
type Sound = { readonly frames: number; readonly trimmed: boolean; readonly levelling: Levelling };

/** Loudness that platforms play at, LUFS; room for what AAC adds to the peaks, so that they stay below -1 dBTP. */
const loudness = { target: -14, ceiling: -1.6 };
const shortSeconds = 3;
/** Where nothing has to be followed, a few frames a second are enough to choose a still. */
const stillFps = 4;

/** One version of a film for each platform, with its thumbnail. The film is decoded once; equal versions are encoded once. */
export const renditions: Recipe<'renditions'> = async (work) => {
  const film = await openFilm(work);
  const plan = planRenditions(work.params.platforms, film.seconds);
  const longest = Math.max(...plan.map(({ frames }) => frames)) / renditionFps;
  const [watching, listening, encoding] = stages(work.progress, [1, 0.3, plan.length * 2]);
  const pictures = await lookAt(film, plan, longest, work, (fraction) => watching?.(fraction));
  const sounds = await listenTo(film, plan, work);
  listening?.(1);
  await encode({ film, pictures, sounds, longest }, work, (fraction) => encoding?.(fraction));
  return {
    gives: await handOver(plan, work),
    warnings: [...trimWarnings(plan), ...loudnessWarnings(sounds), ...(await sizeWarnings(plan, work))],
  };
};

async function openFilm({ reads, signal }: Work<'renditions'>): Promise<Film> {
  const { path } = reads.video;
  const info = requireKind(await probe(path, signal), 'video');
  if (!info.video) throw new StepError('MEDIA_UNREADABLE', 'This file has no picture. Choose a video.');
  return { path, info, video: info.video, seconds: info.facts.seconds ?? 0 };
}

/** Watches the film, places the window of each rendition, chooses its still and draws its captions. */
async function lookAt(
  film: Film,
  plan: readonly Rendition[],
  longest: number,
  work: Work<'renditions'>,
  onProgress: (fraction: number) => void,
): Promise<Picture[]> {
  const { params, folder, signal } = work;
  const fps = params.crop === 'smart' ? renditionFps : stillFps;
  const watched = await watchFilm(film, { seconds: longest, fps, folder, signal, onProgress });
  const size = commonSize(film.video);
  const pictures: Picture[] = [];
  for (const [index, rendition] of plan.entries()) {
    const keys = params.crop === 'fit' ? undefined : keysFor(rendition, size, watched, params.crop);
    const still = stillFrame(rendition, size, watched, keys);
    pictures.push({ rendition, keys, still, captions: await captionsFor(rendition, index, work) });
  }
  return pictures;
}

async function captionsFor(
  rendition: Rendition,
  index: number,
  { params, reads, folder }: Work<'renditions'>,
): Promise<CaptionPictures | undefined> {
  if (params.captions === 'none' || !reads.captions) return undefined;
  const film = { frames: rendition.frames, fps: renditionFps, frame: rendition, zone: captionZone(rendition) };
  return drawCaptions(reads.captions.value, film, { folder, name: `captions-${index}` });
}

/** Finds how the sound of each length gets its loudness. */
async function listenTo(film: Film, plan: readonly Rendition[], { folder, signal }: Work<'renditions'>): Promise<Sound[]> {
  const hasSound = film.info.audio !== undefined;
  const sounds: Sound[] = [];
  for (const { frames, trimmed } of plan) {
    if (sounds.some((sound) => sound.frames === frames)) continue;
    const filters = soundFilters(hasSound, frames, trimmed);
    const graph = {
      inputs: hasSound ? inputOf(film, frames / renditionFps) : [],
      chains: [chain(hasSound ? ['0:a:0'] : [], filters, ['sound'])],
    };
    sounds.push({ frames, trimmed, levelling: await levelTo(loudness, graph, { folder, signal }) });
  }
  return sounds;
}

/** Opens no more of the film than is needed; a little more, as frames at its own rate may begin before the end and last beyond. */
function inputOf({ path, info }: Film, seconds: number): string[] {
  return ['-t', String(seconds + 1), ...inputArgs(path, info.format)];
}

type Job = { film: Film; pictures: readonly Picture[]; sounds: readonly Sound[]; longest: number };

async function encode(
  { film, pictures, sounds, longest }: Job,
  { folder, signal }: Work<'renditions'>,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const captionInputs = pictures.flatMap(({ captions }) => captions?.input ?? []);
  const graph = graphText([...pictureChains(film.video, pictures), ...soundChains(film, pictures, sounds)]);
  const outputs = pictures.flatMap(({ rendition }, index) => [
    ...['-map', `[video${index}]`, '-map', `[sound${index}]`, ...houseVideoArgs({ ...rendition, fps: renditionFps }, { crf: 20 })],
    ...[
      '-maxrate',
      String(rendition.videoBits),
      '-bufsize',
      String(rendition.videoBits),
      ...houseAudioArgs(),
      ...houseMuxArgs(),
      `file:${nameOf(rendition)}.mp4`,
    ],
    ...[
      '-map',
      `[still${index}]`,
      '-frames:v',
      '1',
      '-c:v',
      'mjpeg',
      '-q:v',
      '3',
      '-map_metadata',
      '-1',
      '-flags:v',
      '+bitexact',
      '-fflags',
      '+bitexact',
    ],
    ...['-f', 'image2', '-update', '1', `file:${nameOf(rendition)}.jpg`],
  ]);
  const args = [...inputOf(film, longest), ...captionInputs, '-filter_complex', graph, ...outputs];
  await runFfmpeg({ args, folder, signal, seconds: longest, onProgress });
}

/** One chain of sound for each length, then a copy for each rendition: labels `sound0` … in order. */
function soundChains(film: Film, pictures: readonly Picture[], sounds: readonly Sound[]): Chain[] {
  const hasSound = film.info.audio !== undefined;
  const sources =
    hasSound && sounds.length > 1
      ? [
          chain(
            ['0:a:0'],
            [filter('asplit', { outputs: sounds.length })],
            sounds.map((_, index) => `heard${index}`),
          ),
        ]
      : [];
  const levelled = sounds.map(({ frames, trimmed, levelling }, index) => {
    const from = hasSound ? [sounds.length > 1 ? `heard${index}` : '0:a:0'] : [];
    const to = pictures.flatMap(({ rendition }, picture) => (rendition.frames === frames ? [`sound${picture}`] : []));
    const samples = samplesOf(frames, rateOf(renditionFps), house.sampleRate);
    const filters = [...soundFilters(hasSound, frames, trimmed), ...levelling.filters, ...exactly(samples)];
    return chain(from, [...filters, ...(to.length > 1 ? [filter('asplit', { outputs: to.length })] : [])], to);
  });
  return [...sources, ...levelled];
}

function nameOf({ platforms: [first] }: Rendition): string {
  return `made-${first}`;
}

/** A name of its own for each platform, without a second copy. */
async function handOver(plan: readonly Rendition[], { params, folder }: Work<'renditions'>) {
  for (const rendition of plan) {
    for (const platform of new Set(rendition.platforms)) {
      for (const ending of ['mp4', 'jpg'])
        await link(join(folder, `${nameOf(rendition)}.${ending}`), join(folder, `${platform}.${ending}`));
    }
  }
  const made = (ending: string) => params.platforms.map((key) => ({ file: join(folder, `${key}.${ending}`), key }));
  return { videos: made('mp4'), thumbnails: made('jpg') };
}

function trimWarnings(plan: readonly Rendition[]): Warning[] {
  return plan.flatMap(({ trimmed, platforms }) =>
    [...new Set(trimmed ? platforms : [])].map((platform) => {
      const { title, maxSeconds } = platformPresets[platform];
      return {
        code: 'TRIMMED',
        message: `${title} takes ${maxSeconds} seconds at most, so the film ends there. Choose a shorter film to show it whole.`,
      };
    }),
  );
}

function loudnessWarnings(sounds: readonly Sound[]): Warning[] {
  const missed = sounds.find(({ levelling, frames }) => !levelling.reached && frames / renditionFps >= shortSeconds);
  if (!missed) return [];
  const { integrated } = missed.levelling.loudness;
  const message = `The sound is ${integrated.toFixed(1)} LUFS instead of ${loudness.target} LUFS: louder would distort it or lift only noise.`;
  return [{ code: 'LOUDNESS_NOT_REACHED', message }];
}

async function sizeWarnings(plan: readonly Rendition[], { folder }: Work<'renditions'>): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const rendition of plan) {
    const { size } = await stat(join(folder, `${nameOf(rendition)}.mp4`));
    if (size <= rendition.maxBytes) continue;
    const titles = rendition.platforms.map((platform) => platformPresets[platform].title).join(', ');
    warnings.push({ code: 'TOO_LARGE', message: `The file for ${titles} is larger than the platform takes. Choose a shorter film.` });
  }
  return warnings;
}
