import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareDataFolder } from '#server/store/data-folder.ts';
import { findHolder, lockDataFolder } from '#server/store/data-lock.ts';
import { newFolder } from '../new-folder.ts';

/** Another process that takes the lock and says so. */
async function otherProcess(folder: string) {
  const module = new URL('../../../server/store/data-lock.ts', import.meta.url).href;
  const code = `const { lockDataFolder } = await import(${JSON.stringify(module)}); lockDataFolder(${JSON.stringify(folder)}).publish('http://127.0.0.1:4999'); console.log('locked'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of a data folder', () => {
  it('keeps another process out and says who holds it', async () => {
    const folder = await newFolder();
    const child = await otherProcess(folder);
    expect(() => lockDataFolder(folder)).toThrow(new RegExp(`process ${child.pid}, at http://127.0.0.1:4999`));
    expect(findHolder(folder)).toEqual({ pid: child.pid, url: 'http://127.0.0.1:4999' });
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('is free at once when its process was killed', async () => {
    const folder = await newFolder();
    const child = await otherProcess(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(findHolder(folder)).toBeUndefined();
    lockDataFolder(folder).release();
  });

  it('keeps a second user of the same process out, until it is released', async () => {
    const folder = await newFolder();
    const lock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(/Another Filmloom/);
    lock.release();
    lockDataFolder(folder).release();
    expect(findHolder(folder)).toBeUndefined();
  });

  it('does not take a process with a reused id for the holder', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'holder.json'), JSON.stringify({ pid: process.pid, processStart: '1', url: 'http://127.0.0.1:1' }));
    expect(findHolder(folder)).toBeUndefined();
  });
});

describe('a data folder', () => {
  it('is made with all folders above it', async () => {
    const folder = join(await newFolder(), 'a', 'b');
    prepareDataFolder(folder);
    lockDataFolder(folder).release();
  });

  it('is refused in one line where a file is in its place', async () => {
    const file = join(await newFolder(), 'data');
    await writeFile(file, '');
    expect(() => prepareDataFolder(file)).toThrow(
      /^The data folder .*data cannot be written to \(a file is in its place\)\. .*FILMLOOM_DATA\.$/,
    );
    expect(() => prepareDataFolder(join(file, 'deeper'))).toThrow(/a file is in its place/);
  });

  it('is refused in one line where it cannot be written to', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may write everywhere');
    const folder = join(await newFolder(), 'data');
    await mkdir(folder);
    await chmod(folder, 0o500);
    expect(() => prepareDataFolder(folder)).toThrow(/cannot be written to \(no permission\)/);
  });
});
