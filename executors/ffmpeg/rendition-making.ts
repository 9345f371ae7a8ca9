import type { Captions } from '#nodes/values.ts';
import { type AnimaticMark, markArgs, markOf, onlyLabel } from './animatic-mark.ts';
import { type CaptionPictures, drawCaptions } from './caption-pictures.ts';
import type { Place } from './conform.ts';
import { windowOf } from './crop-window.ts';
import { graphText } from './filtergraph.ts';
import { houseAudioArgs, houseMuxArgs, houseVideoArgs } from './house.ts';
import { between, keysForFocus, watchedPart } from './marked-crop.ts';
import type { VideoStream } from './probe.ts';
import { type CropWay, keysFor, stillFrame } from './rendition-crop.ts';
import { commonSize, laidInputs, type Picture, pictureChains } from './rendition-graph.ts';
import { drawFrameLabel } from './rendition-label.ts';
import { nameOf, type Rendition, renditionFps } from './rendition-plan.ts';
import { type FilmWithSound, listenTo, openFor, type PackedSound, soundChains } from './rendition-sound.ts';
import { runFfmpeg } from './run.ts';
import { captionZone } from './safe-zones.ts';
import type { CropKey } from './smart-crop.ts';
import { stages } from './stages.ts';
import { type Watched, watchFilm } from './watch.ts';

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

type Placing = {
  readonly rendition: Rendition;
  readonly size: { readonly width: number; readonly height: number };
  readonly watched: Watched;
  readonly mark: AnimaticMark | undefined;
  readonly crop: CropWay;
  readonly fps: number | undefined;
  readonly burned: boolean;
};

/**
 * Which part of the picture is shown, where and which frame is its still. Of an animatic that changes its shape, or gets
 * captions in place of its band, slate and band are left out; what is all words is shown whole.
 */
function placeWindow({ rendition, size, watched, mark, crop, fps, burned }: Placing): Pick<Picture, 'part' | 'keys' | 'still'> {
  const way = crop === 'smart' && mark?.whole ? 'fit' : crop;
  const anew = windowOf(size, rendition) !== undefined || (burned && !mark?.whole);
  const part = mark && mark.band + mark.slate > 0 && anew ? between(mark, size) : undefined;
  const shown = { ...size, height: part?.height ?? size.height };
  const seen = watchedPart(watched, part, size);
  const picture = { ...size, fps: fps ?? renditionFps, part: part ?? { top: 0, height: size.height } };
  const follows = way === 'smart' && mark && mark.focus.length > 0;
  const placed = (): CropKey[] | undefined => (way === 'fit' ? undefined : keysFor(rendition, shown, seen, way));
  const keys = follows ? keysForFocus(mark, rendition, picture) : placed();
  return { part, keys, still: stillFrame(rendition, shown, seen, keys) };
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
