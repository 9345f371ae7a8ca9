import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programPath } from '#executors/ffmpeg/program-path.ts';
import { openStore } from '#server/store/open-store.ts';
import { programsIn } from '../../faults/programs-in.ts';
import { newFolder } from '../open-server.ts';
import { filmloom } from './filmloom-process.ts';

const patience = 120_000;
const picture = {
  filmloom: 1,
  name: 'Picture',
  settings: { resolution: '480p' },
  nodes: { words: { type: 'prompt', params: { text: 'A lighthouse at night.' } }, frame: { type: 'keyframe' } },
  edges: [{ from: 'words.text', to: 'frame.prompt' }],
};
const reviewed = {
  ...picture,
  nodes: { ...picture.nodes, gate: { type: 'review', params: { question: 'Good words?' } } },
  edges: [
    { from: 'words.text', to: 'gate.text' },
    { from: 'gate.text', to: 'frame.prompt' },
  ],
};

async function prepare(graph: unknown): Promise<{ file: string; out: string; env: Record<string, string> }> {
  const folder = await newFolder();
  await writeFile(join(folder, 'graph.json'), JSON.stringify(graph));
  return { file: join(folder, 'graph.json'), out: join(folder, 'out'), env: { FILMLOOM_DATA: join(folder, 'data'), NO_COLOR: '1' } };
}

describe('filmloom run', () => {
  it(
    'ends with 4 where a person is asked, and with 0 where --yes answers for them',
    async () => {
      const { file, out, env } = await prepare(reviewed);
      const waits = await filmloom(['run', file, '--out', out], env).ended;
      expect(waits.code).toBe(4);
      expect(waits.err).toMatch(/waits for a person\. Open the editor, or run it with --yes\.\n$/);
      const done = await filmloom(['run', file, '--out', out, '--yes'], env).ended;
      expect([done.code, done.err]).toEqual([0, expect.stringContaining('done in')]);
      expect(await readdir(out)).toEqual(['frame.png']);
    },
    patience,
  );

  it(
    'tells a program everything as one JSON object a line, and a second run that all was reused',
    async () => {
      const { file, out, env } = await prepare(picture);
      const lines = async () => {
        const { code, out: text } = await filmloom(['run', file, '--out', out, '--json'], env).ended;
        expect(code).toBe(0);
        return text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      };
      const first = await lines();
      expect(first.map(({ type }) => type)).toEqual(expect.arrayContaining(['run', 'step-done', 'run-done', 'run-ended', 'file-written']));
      expect(first.at(-1)).toMatchObject({ type: 'file-written', file: join(out, 'frame.png'), facts: { width: 854, height: 480 } });
      expect((await lines()).find(({ type }) => type === 'run-ended')).toMatchObject({ state: 'done', steps: { cached: 1 } });
    },
    patience,
  );

  it(
    'says which program is missing, ends with 1 and goes on once it is there',
    async () => {
      const { file, env } = await prepare(picture);
      const empty = await newFolder();
      const { code, err } = await filmloom(['run', file], { ...env, PATH: empty }).ended;
      expect(code).toBe(1);
      expect(err).toMatch(/failed +frame\/1: ff(mpeg|probe) was not found\. .*nstall it/);
      expect(err).not.toMatch(/\n\s+at /);
      for (const name of ['ffmpeg', 'ffprobe']) await symlink(programPath(name) ?? '', join(empty, name));
      expect((await filmloom(['run', file], { ...env, PATH: empty }).ended).code).toBe(0);
    },
    patience,
  );

  it(
    'at the first Ctrl+C cancels the run, ends with 130 and leaves no program running',
    async () => {
      const { env } = await prepare(picture);
      const film = filmloom(['film', 'A ship; a storm.', '--shots', '2', '--seconds', '4', '--json'], env);
      await film.said('"kind":"make-video"');
      await film.said('"type":"progress"');
      film.child.kill('SIGINT');
      const { code, err } = await film.ended;
      expect(code).toBe(130);
      expect(err).toMatch(/Stopping: .*\n(.*\n)*Cancelled\. What was finished is kept/);
      expect(await programsIn(env.FILMLOOM_DATA as string)).toEqual([]);
      const store = await openStore({ file: join(env.FILMLOOM_DATA as string, 'filmloom.db') });
      expect((await store.runs.list('local', { limit: 9 })).map(({ state }) => state)).toEqual(['cancelled']);
      await store.close();
      expect(await readdir(join(env.FILMLOOM_DATA as string, 'work'))).toEqual([]);
    },
    patience,
  );

  it(
    'says in one line that results cannot be written where a file is in their way',
    async () => {
      const { file, out, env } = await prepare(picture);
      await writeFile(out, '');
      const { code, err } = await filmloom(['run', file, '--out', out], env).ended;
      expect(code).toBe(1);
      expect(err.trim().split('\n').at(-1)).toBe(`${out} cannot be made (EEXIST). Name another folder with --out.`);
    },
    patience,
  );
});

describe('filmloom', () => {
  it.each(['serve', 'run', 'film', 'estimate', 'validate', 'doctor'])('%s knows --help and --version', async (command) => {
    const [help, version] = await Promise.all([filmloom([command, '--help'], {}).ended, filmloom([command, '--version'], {}).ended]);
    expect(help).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`Usage: filmloom ${command}`) });
    expect(version).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});
