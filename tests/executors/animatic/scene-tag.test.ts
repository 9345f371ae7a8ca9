import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readScene } from '#executors/animatic/reading/read-scene.ts';
import { parseScene } from '#executors/animatic/scene-schema.ts';
import { readSceneFromPng, readSceneFromVideo, sceneMetadataArgs, writeSceneToPng } from '#executors/animatic/scene-tag.ts';
import { lastFrame } from '#executors/ffmpeg/last-frame.ts';
import { clip, folder, folders, photo, pixels } from './drawn-media.ts';

afterAll(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

const scene = readScene({ text: 'Zoë, a sailor, waves “ahoy” at a ship — 船 🚢.', seed: 1 });
const json = JSON.stringify(scene);

describe('writeSceneToPng', () => {
  it('is read back to the letter and changes no pixel', async () => {
    const png = readFileSync(photo('photo.png'));
    const tagged = writeSceneToPng(png, json);
    expect(readSceneFromPng(tagged)).toBe(json);
    const path = join(folder(), 'tagged.png');
    writeFileSync(path, tagged);
    expect((await pixels(path)).data).toEqual((await pixels(photo('photo.png'))).data);
  });

  it('replaces an older scene', () => {
    const twice = writeSceneToPng(writeSceneToPng(readFileSync(photo('photo.png')), 'old'), json);
    expect(readSceneFromPng(twice)).toBe(json);
    expect(twice.toString('latin1').match(/filmloom_scene/g)).toHaveLength(1);
  });
});

describe('readSceneFromPng', () => {
  it('finds none in a picture of somebody else, nor in what is no PNG', () => {
    expect(readSceneFromPng(readFileSync(photo('photo.png')))).toBeUndefined();
    expect(readSceneFromPng(readFileSync(photo('photo.jpg')))).toBeUndefined();
    expect(readSceneFromPng(Buffer.alloc(0))).toBeUndefined();
  });
});

describe('the scene of a clip', () => {
  it('is the one it ends with, and travels to the still taken from its end', async () => {
    const video = await clip({ prompt: 'A wolf howls in the forest.' });
    const end = await readSceneFromVideo(video, new AbortController().signal);
    expect(parseScene(end)?.subjects[0]).toMatchObject({ id: 'wolf', silhouette: 'animal:wolf' });
    const { gives } = await lastFrame({
      params: {},
      reads: { video: { path: video, hash: 'h', facts: {} } },
      take: 0,
      folder: folder(),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    expect(readSceneFromPng(readFileSync(gives.image.file))).toBe(end);
  });

  it('is written as one argument, whatever it holds', () => {
    expect(sceneMetadataArgs(json)).toEqual(['-metadata', `filmloom_scene=${json}`]);
  });
});

describe('parseScene', () => {
  it('reads what was written', () => {
    expect(parseScene(json)).toEqual(JSON.parse(json));
  });

  it('takes anything else for no scene', () => {
    const wrong = [
      undefined,
      '',
      'null',
      '{}',
      '[]',
      '{"version":2}',
      json.slice(0, -3),
      JSON.stringify({ ...scene, ground: 'hell' }),
      JSON.stringify({ ...scene, extra: 1 }),
      'x'.repeat(300_000),
    ];
    const far = JSON.stringify({ ...scene, subjects: [{ ...scene.subjects[0], silhouette: 'icon:../../etc/passwd' }] });
    for (const text of [...wrong, far]) expect(parseScene(text)).toBeUndefined();
  });
});
