import type { Captions } from '#nodes/values.ts';
import { type AnimaticMark, markArgs, markOf, onlyLabel } from './animatic-mark.ts';
import { type CaptionPictures, drawCaptions } from './caption-pictures.ts';
import type { Place } from './conform.ts';
import { windowOf } from './crop-window.ts';
import { graphText } from './filtergraph.ts';
import { houseAudioArgs, houseMuxArgs, houseVideoArgs } from './house.ts';

import type { VideoStream } from './probe.ts';
import type { CropWay } from './rendition-crop.ts';
import { commonSize, laidInputs, type Picture, pictureChains } from './rendition-graph.ts';
import { drawFrameLabel } from './rendition-label.ts';
import { nameOf, type Rendition, renditionFps } from './rendition-plan.ts';
import { type FilmWithSound, listenTo, openFor, type PackedSound, soundChains } from './rendition-sound.ts';
import { placeWindow } from './rendition-window.ts';
import { runFfmpeg } from './run.ts';
import { captionZone } from './safe-zones.ts';

import { stages } from './stages.ts';
import { watchFilm } from './watch.ts';

export type PackedFilm = FilmWithSound & { readonly video: VideoStream };

type Way = { readonly crop: CropWay; readonly captions: Captions | undefined };
type Making = Place & { readonly onProgress: (fraction: number) => void };

/** Where nothing has to be followed, a few frames a second are enough to choose a still. */
const stillFps = 4;

/**
 * Makes every file of a plan, `<name>.mp4` and `<name>.jpg` in the folder: 30 frames a second, H.264 and AAC, captions in
 * the picture where there are any. The film is decoded once to be watched in small and once for all files together.
 */
export async function makeRenditions(film: PackedFilm, plan: readonly Rendition[], way: Way, making: Making): Promise<PackedSound[]> {
  const longest = Math.max(...plan.map(({ frames }) => frames)) / renditionFps;
  const [watching, listening, encoding] = stages(making.onProgress, [1, 0.3, plan.length * 2]);
  const pictures = await lookAt(film, plan, longest, way, { ...making, onProgress: (fraction) => watching?.(fraction) });
  const sounds = await listenTo(film, plan, making);
  listening?.(1);
  await encode({ film, pictures, sounds, longest }, { ...making, onProgress: (fraction) => encoding?.(fraction) });
  return sounds;
}

/** Watches the film, places the window of each rendition, chooses its still and draws its captions. */
async function lookAt(film: PackedFilm, plan: readonly Rendition[], longest: number, way: Way, making: Making): Promise<Picture[]> {
  const size = commonSize(film.video);
  const mark = markOf(film.info.tags);
  const follows = way.crop === 'smart' && !mark?.focus.length && plan.some((rendition) => windowOf(size, rendition));
  const watched = await watchFilm(film, { seconds: longest, fps: follows ? renditionFps : stillFps, ...making });
  const pictures: Picture[] = [];
  for (const [index, rendition] of plan.entries()) {
    const captions = await captionsFor(rendition, index, way, making);
    const placed = placeWindow({ rendition, size, watched, mark, crop: way.crop, fps: film.video.fps, burned: captions !== undefined });
    const relaid = mark && (placed.part || windowOf(size, rendition));
    const label = relaid ? await drawFrameLabel(rendition, { folder: making.folder, name: `label-${index}` }) : undefined;
    pictures.push({ rendition, ...placed, captions, label });
  }
  return pictures;
}

async function captionsFor(
  rendition: Rendition,
  index: number,
  { captions }: Way,
  { folder }: Making,
): Promise<CaptionPictures | undefined> {
  if (!captions) return undefined;
  const film = { frames: rendition.frames, fps: renditionFps, frame: rendition, zone: captionZone(rendition) };
  return drawCaptions(captions, film, { folder, name: `captions-${index}` });
}

type Job = { film: PackedFilm; pictures: readonly Picture[]; sounds: readonly PackedSound[]; longest: number };

async function encode({ film, pictures, sounds, longest }: Job, making: Making): Promise<void> {
  const renditions = pictures.map(({ rendition }) => rendition);
  const chains = [...pictureChains(film.video, pictures), ...soundChains(film.info.audio !== undefined, renditions, sounds)];
  const inputs = [...openFor(film, longest), ...laidInputs(pictures)];
  const mark = markOf(film.info.tags);
  const outputs = pictures.flatMap((picture, index) => [...videoOutput(picture, index, mark), ...stillOutput(picture.rendition, index)]);
  await runFfmpeg({ args: [...inputs, '-filter_complex', graphText(chains), ...outputs], ...making, seconds: longest });
}

/** A fast preset: platforms encode what they get once more. The label that was laid over is all that is left of an animatic's mark. */
function videoOutput({ rendition, label }: Picture, index: number, mark: AnimaticMark | undefined): string[] {
  const limit = String(rendition.videoBits);
  const kept = mark && (label ? onlyLabel : { ...mark, focus: [] });
  const picture = [
    ...houseVideoArgs({ ...rendition, fps: renditionFps }, { crf: 21, preset: 'superfast' }),
    '-maxrate',
    limit,
    '-bufsize',
    limit,
  ];
  const streams = ['-map', `[video${index}]`, '-map', `[sound${index}]`];
  return [...streams, ...picture, ...houseAudioArgs(), ...houseMuxArgs(), ...markArgs(kept), `file:${nameOf(rendition)}.mp4`];
}

function stillOutput(rendition: Rendition, index: number): string[] {
  const clean = ['-map_metadata', '-1', '-flags:v', '+bitexact', '-fflags', '+bitexact'];
  const jpeg = ['-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3', ...clean, '-f', 'image2', '-update', '1'];
  return ['-map', `[still${index}]`, ...jpeg, `file:${nameOf(rendition)}.jpg`];
}
