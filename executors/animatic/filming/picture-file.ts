import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from '#nodes/settings.ts';
import { chainText, filter } from '../../ffmpeg/filtergraph.ts';
import { inputArgs } from '../../ffmpeg/input.ts';
import { stillFilters } from '../../ffmpeg/picture.ts';
import { probe, requireKind } from '../../ffmpeg/probe.ts';
import { runFfmpeg } from '../../ffmpeg/run.ts';
import { readSceneFromPng } from '../scene-tag.ts';
import type { PictureFile } from './messages.ts';

type Place = { readonly folder: string; readonly signal: AbortSignal };

/** How much larger than the frame a picture is kept, so that the camera may come nearer. */
const spare = 1.5;

/** A picture that is read, as the drawing thread can open it: an animatic's own as it is, any other as a PNG that is not too large. */
export async function pictureFile(path: string, name: string, frame: Pick<Frame, 'width' | 'height'>, place: Place): Promise<PictureFile> {
  const info = requireKind(await probe(path, place.signal), 'image');
  const scene = readSceneFromPng(await readFile(path));
  if (scene !== undefined) return { path, scene };
  return { path: await openPicture(path, info, name, frame, place) };
}

async function openPicture(
  path: string,
  info: Awaited<ReturnType<typeof probe>>,
  name: string,
  frame: Pick<Frame, 'width' | 'height'>,
  place: Place,
): Promise<string> {
  const { video, format } = info;
  if (!video) return path;
  const scale = Math.min(1, Math.max((frame.width * spare) / video.width, (frame.height * spare) / video.height));
  const size = filter('scale', {
    w: Math.max(1, Math.round(video.width * scale)),
    h: Math.max(1, Math.round(video.height * scale)),
    flags: 'area+accurate_rnd+bitexact',
  });
  const out = join(place.folder, `${name}.png`);
  const args = [
    ...inputArgs(path, format),
    '-map',
    '0:v:0',
    '-vf',
    chainText([...stillFilters(video), ...(scale < 1 ? [size] : [])]),
    '-frames:v',
    '1',
    '-c:v',
    'png',
    '-map_metadata',
    '-1',
    '-fflags',
    '+bitexact',
    '-f',
    'image2',
    '-update',
    '1',
    out,
  ];
  await runFfmpeg({ args, ...place });
  return out;
}
