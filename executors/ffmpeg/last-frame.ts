import { readFile, writeFile } from 'node:fs/promises';
import type { Recipe } from '../work.ts';
import { saveLastFrame } from './frame-at.ts';
import { withPngText } from './png-text.ts';
import { probe, requireKind } from './probe.ts';

/** What an animatic video says of the scene it shows, and its stills say likewise, so that the next shot can go on from it. */
const sceneTag = 'filmloom_scene';

/** The very last frame of a video as a PNG, with the description of its scene where the video carries one. */
export const lastFrame: Recipe<'last-frame'> = async (work) => {
  const { path } = work.reads.video;
  const info = requireKind(await probe(path, work.signal), 'video');
  work.progress(0.3);
  const file = await saveLastFrame({ path, info }, { folder: work.folder, signal: work.signal, name: 'last-frame.png' });
  const scene = info.tags[sceneTag];
  if (scene !== undefined) await writeFile(file, withPngText(await readFile(file), sceneTag, scene));
  work.progress(1);
  return { gives: { image: { file } } };
};
