import { readdir, readFile, readlink } from 'node:fs/promises';

/** Command lines of the programs that work inside a folder. Known on Linux only; elsewhere none. */
export async function programsIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  const pids = (await readdir('/proc').catch((): string[] => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const place = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (place.startsWith(folder)) found.push(await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => pid));
  }
  return found;
}
