import { execFile } from 'node:child_process';
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { makeBackup } from '#server/backup/make-backup.ts';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { installationFolder } from '#server/installation.ts';
import { filmloom } from '../cli/filmloom-process.ts';
import { newFolder } from '../new-folder.ts';

const main = join(installationFolder, 'server', 'cli', 'main.ts');
const run = promisify(execFile);

type Serving = { url: string; stop(): Promise<void> };
async function serve(data: string): Promise<Serving> {
  const { child, said, ended } = filmloom(['serve', '--port', '0'], { FILMLOOM_DATA: data, LOG_LEVEL: 'silent' });
  const url = /ready at (http:\S+)/.exec(await said('ready at'))?.[1] ?? '';
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

type Answer = { id: string; state: string; steps: Record<string, number> };

async function ask(url: string, path: string, body?: unknown): Promise<Answer> {
  const more = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await (await fetch(`${url}/api/v1${path}`, more)).json()) as Answer;
}

async function ended(url: string, id: string) {
  for (const until = Date.now() + 120_000; Date.now() < until; ) {
    const view = await ask(url, `/runs/${id}`);
    if (['done', 'failed', 'cancelled'].includes(view.state)) return view;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the run does not end');
}

const board = (name: string, shots: number) => ({
  filmloom: 1,
  name,
  settings: { tier: 'animatic' },
  nodes: {
    brief: { type: 'prompt', params: { text: `${name}: a lighthouse; a storm; a boat; a rescue` } },
    plan: { type: 'planner', params: { shots, secondsPerShot: 2 } },
    frames: { type: 'keyframe' },
  },
  edges: [
    { from: 'brief.text', to: 'plan.brief' },
    { from: 'plan.keyframes', to: 'frames.prompt' },
  ],
});

async function command(args: readonly string[], data: string) {
  const env = { PATH: process.env.PATH, FILMLOOM_DATA: data, LOG_LEVEL: 'silent' };
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], { env });
}

/** A backup of a data folder with one finished run. */
async function backedUp() {
  const folder = await newFolder();
  const data = join(folder, 'data');
  const server = await serve(data);
  const { id } = await ask(server.url, '/runs', { graph: board('Small', 1) });
  await ended(server.url, id);
  await server.stop();
  const backup = join(folder, 'backup');
  const report = await makeBackup(data, backup);
  return { folder, data, backup, report, id };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name, parentPath }) => join(parentPath, name));
}

describe('a backup', { timeout: 240_000 }, () => {
  it('is made during a run; restored, the run goes on and the finished film runs again without a step', async () => {
    const folder = await newFolder();
    const [data, backup, other] = ['data', 'backup', 'other'].map((name) => join(folder, name)) as [string, string, string];
    const first = await serve(data);
    const done = await ask(first.url, '/runs', { graph: board('Finished', 2) });
    expect(await ended(first.url, done.id)).toMatchObject({ state: 'done' });
    const going = await ask(first.url, '/runs', { graph: board('Going', 6) });
    for (;;) {
      const { steps, state } = await ask(first.url, `/runs/${going.id}`);
      if ((steps.done ?? 0) >= 1) {
        expect(state).toBe('running');
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { stdout } = await command(['backup', backup], data);
    expect(stdout).toMatch(/holds the database and \d+ files/);
    expect(await ended(first.url, going.id)).toMatchObject({ state: 'done' });
    await first.stop();

    await command(['restore', backup], other);
    const snapshot = new DatabaseSync(join(other, 'filmloom.db'), { readOnly: true });
    const states = snapshot.prepare('select id, state from runs').all();
    snapshot.close();
    expect(states).toContainEqual({ id: done.id, state: 'done' });
    expect(states).toContainEqual({ id: going.id, state: 'running' });
    const second = await serve(other);
    expect(await ended(second.url, going.id)).toMatchObject({ state: 'done', steps: { done: expect.any(Number) } });
    const again = await ask(second.url, '/runs', { graph: board('Finished', 2) });
    const { steps } = await ended(second.url, again.id);
    expect(Object.keys(steps)).toEqual(['cached']);
    await second.stop();
  });

  it('refuses a folder that is not empty, both ways, and leaves it as it is', async () => {
    const { folder, data, backup } = await backedUp();
    await expect(makeBackup(data, backup)).rejects.toThrow(/not empty/);
    const before = await filesBelow(data);
    await expect(restoreBackup(backup, data)).rejects.toThrow(/not empty/);
    expect(await filesBelow(data)).toEqual(before);
    await expect(makeBackup(join(folder, 'none'), join(folder, 'b'))).rejects.toThrow(/no Filmloom/);
    await expect(restoreBackup(join(folder, 'none'), join(folder, 'c'))).rejects.toThrow(/no whole backup/);
    const failed = await command(['restore', backup], data).catch((error) => error);
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The data folder .* is not empty.*\n$/) });
  });

  it('brings nothing back of a backup that is damaged, lacks a file, or is newer than the code', async () => {
    const { folder, backup, report } = await backedUp();
    expect(report).toMatchObject({ lost: [] });
    expect(report.files).toBeGreaterThan(0);
    const target = join(folder, 'target');
    const [file = ''] = await filesBelow(join(backup, 'files'));
    const bytes = await readFile(file);
    await chmod(file, 0o600);
    await writeFile(file, Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
    await expect(restoreBackup(backup, target)).rejects.toThrow(/damaged/);
    expect(await readdir(target)).toEqual([]);
    await rm(file);
    await expect(restoreBackup(backup, target)).rejects.toThrow(/lacks the file/);
    await writeFile(file, bytes);
    const manifest = JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8'));
    await writeFile(join(backup, 'manifest.json'), JSON.stringify({ ...manifest, schema: '9999-later' }));
    await expect(restoreBackup(backup, target)).rejects.toThrow(/newer Filmloom/);
    await writeFile(
      join(backup, 'manifest.json'),
      JSON.stringify({ ...manifest, own: [{ path: '../x', bytes: 1, sha256: '0'.repeat(64) }] }),
    );
    await expect(restoreBackup(backup, target)).rejects.toThrow(/cannot be read/);
    await writeFile(join(backup, 'manifest.json'), JSON.stringify(manifest));
    await restoreBackup(backup, target);
    expect((await filesBelow(target)).length).toBe(report.files + manifest.own.length);
  });

  it('says which files the data folder has lost, and shares bytes where asked', async () => {
    const { folder, data, backup } = await backedUp();
    const [file = ''] = await filesBelow(join(data, 'files'));
    await makeBackup(data, join(folder, 'linked'), { link: true });
    expect((await stat(join(folder, 'linked', file.slice(data.length)))).ino).toBe((await stat(file)).ino);
    await rm(file);
    const { lost } = await makeBackup(data, join(folder, 'less'));
    expect(lost).toEqual([file.slice(-64)]);
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect((await stat(join(backup, 'secret'))).mode & 0o077).toBe(0);
  });

  it('is told of by the doctor, with sizes and without keys', async () => {
    const { data } = await backedUp();
    const env = {
      PATH: process.env.PATH,
      FILMLOOM_DATA: data,
      WAVESPEED_API_KEY: 'very-secret',
      DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x',
      REDIS_URL: 'redis://127.0.0.1:1',
    };
    const here = await command(['doctor', '--json'], data);
    const findings: { name: string; ok: boolean; sizes?: Record<string, number> }[] = JSON.parse(here.stdout);
    const sizes = (name: string) => findings.find((finding) => finding.name === name)?.sizes;
    expect(sizes('Database')).toMatchObject({ runs: 1, bytes: expect.any(Number) });
    expect(sizes('Files')).toMatchObject({ uploads: 0, orphaned: 0, lost: 0 });
    expect(sizes('Files')?.results).toBeGreaterThan(0);
    expect(sizes('Disk')?.free).toBeGreaterThan(0);
    const down = await run(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'doctor'], { env }).catch((error) => error);
    expect(down.code).toBe(1);
    expect(down.stdout).toMatch(/WAVESPEED_API_KEY set/);
    expect(down.stdout).toMatch(/PostgreSQL.*cannot be used\n.*DATABASE_URL/);
    expect(down.stdout).toMatch(/Redis.*cannot be used\n.*REDIS_URL/);
    expect(down.stdout + down.stderr).not.toMatch(/very-secret|hidden/);
  });
});
