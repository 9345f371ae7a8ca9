import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { zipOutputs } from '#server/assets/zip-outputs.ts';
import type { RunOutput } from '#server/contract/runs.ts';
import { finishedRun, newFolder, openServer } from '../open-server.ts';

const base = { node: 'n', port: 'p', title: 'T', key: '1', facts: {}, downloadUrl: '' };
const sound = (fileName: string, asset: string): RunOutput => ({ ...base, kind: 'audio', media: 'audio/wav', fileName, asset });
/** Real files of one content under every name. */
async function source() {
  const { parts } = await openServer();
  const file = join(await parts.storage.workFolder(), 'sound');
  await writeFile(file, 'sound');
  const { id } = await parts.storage.put(file);
  const run = { graph: {}, name: 'Run', tier: 'animatic' as const };
  return { asset: id, run, storage: parts.storage, signal: new AbortController().signal };
}

/** Names and contents of an archive, read by a program that is not ours. */
async function unzip(zip: Buffer): Promise<[string, string][]> {
  const folder = await newFolder();
  await writeFile(join(folder, 'all.zip'), zip);
  const script =
    'import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps([[i.filename, z.read(i).decode("utf8","replace")] for i in z.infolist()]))';
  return JSON.parse(execFileSync('python3', ['-c', script, join(folder, 'all.zip')], { encoding: 'utf8' }));
}

it('writes sound as it is, captions as SRT and VTT, and texts', async () => {
  const from = await source();
  const outputs: RunOutput[] = [
    sound('sound.wav', from.asset),
    { ...base, kind: 'captions', fileName: 'film.srt', value: { cues: [{ start: 0, end: 1, text: 'Hello' }], language: 'en' } },
    { ...base, kind: 'text', fileName: 'brief.txt', value: 'A lighthouse.' },
    { ...base, kind: 'shot', fileName: 'shot.json', value: { prompt: 'x', seconds: 1 } },
  ];
  const files = await unzip(await buffer(zipOutputs(outputs, from)));
  expect(files.map(([name]) => name)).toEqual(['sound.wav', 'film.srt', 'film.vtt', 'brief.txt', 'shot.json']);
  expect(files[0]?.[1]).toBe('sound');
  expect(files[1]?.[1]).toContain('00:00:00,000 --> 00:00:01,000\nHello');
  expect(files[2]?.[1]).toMatch(/^WEBVTT/);
  expect(files[3]?.[1]).toBe('A lighthouse.\n');
});

it('lets no name leave the archive and no file replace another', async () => {
  const names = ['../../etc/passwd', '/abs.mp4', 'a\\b.mp4', 'same.mp4', 'Same.mp4', '', '映画.mp4'];
  const from = await source();
  const outputs = names.map((name) => sound(name, from.asset));
  const files = await unzip(await buffer(zipOutputs(outputs, from)));
  expect(files.map(([name]) => name)).toEqual(['passwd', 'abs.mp4', 'b.mp4', 'same.mp4', 'Same-2.mp4', 'n-1', '映画.mp4']);
});

it('breaks off, and is not taken for whole, when a file is lost', async () => {
  const from = await source();
  await from.storage.remove(from.asset);
  await expect(buffer(zipOutputs([sound('a.wav', from.asset)], from))).rejects.toThrow(/not in the data folder/);
});

it('is what a run answers with format=zip', async () => {
  const { app } = await openServer();
  const id = await finishedRun(app);
  const answer = await app.inject(`/api/v1/runs/${id}/outputs?format=zip`);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': expect.stringContaining('filename="Picture.zip"'),
  });
  expect((await unzip(answer.rawPayload)).map(([name]) => name)).toEqual(['frame.png']);
});
