import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embedGraph } from '#executors/ffmpeg/embedded-graph.ts';
import { formWith, newFolder, openServer, pictureGraph } from '../open-server.ts';

async function filmWith(graph?: unknown): Promise<Buffer> {
  const folder = await newFolder();
  const file = join(folder, 'film.mp4');
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=10:d=0.5', '-pix_fmt', 'yuv420p', file]);
  if (graph === undefined) return readFile(file);
  const { signal } = new AbortController();
  return readFile(await embedGraph({ file, graph, title: 'Film', comment: 'Test', folder, signal }));
}

async function ask(bytes: Buffer) {
  const { app, parts } = await openServer();
  const answer = await app.inject({ method: 'POST', url: '/api/v1/graphs/embedded', ...formWith('film.mp4', bytes) });
  const probe = await parts.storage.workFolder();
  await parts.storage.dropWorkFolder(probe);
  const left = await readdir(dirname(probe));
  const { assets } = (await app.inject('/api/v1/assets')).json();
  return { answer, left, assets };
}

describe('the graph inside a film', () => {
  it('comes back as it was, and nothing of the film is kept', async () => {
    const graph = { ...pictureGraph(), name: 'Storm; = # \\ ☂' };
    const { answer, left, assets } = await ask(await filmWith(graph));
    expect([answer.statusCode, answer.json()]).toEqual([200, { graph }]);
    expect([left, assets]).toEqual([[], []]);
  });

  it.each([
    ['no graph', undefined, 'NO_EMBEDDED_GRAPH'],
    ['a list', [1], 'NO_EMBEDDED_GRAPH'],
    ['a graph from the future', { filmloom: 99, nodes: {} }, 'GRAPH_UNREADABLE'],
  ])('is refused where there is %s', async (_title, graph, code) => {
    const { answer, left } = await ask(await filmWith(graph));
    expect(answer.json()).toMatchObject({ status: 422, code });
    expect(left).toEqual([]);
  });

  it('is refused where the file is no film', async () => {
    const { answer, left } = await ask(Buffer.from('not a film'));
    expect(answer.json()).toMatchObject({ status: 422, code: 'MEDIA_UNREADABLE' });
    expect(left).toEqual([]);
  });
});
