import { statfsSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openStudio } from '../films/open-studio.ts';
import { filmloom } from '../server/cli/filmloom-process.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';

const patience = 120_000;
const graph = {
  filmloom: 1,
  settings: { resolution: '1080p' },
  nodes: { words: { type: 'prompt', params: { text: 'A lighthouse at night.' } }, frame: { type: 'keyframe' } },
  edges: [{ from: 'words.text', to: 'frame.prompt' }],
};
const tried = smallDisk(12);
const disk = tried as SmallDisk;
const reason = typeof tried === 'string' ? tried : undefined;
if (!reason) disk.remove();

let open: SmallDisk | undefined;
afterEach(() => {
  open?.remove();
  open = undefined;
});

function newDisk(): SmallDisk {
  open = smallDisk(12) as SmallDisk;
  return open;
}

/** Fills a disk but for so many bytes; the answer is the file to remove. */
function fill(folder: string, left: number): string {
  const { bavail, bsize } = statfsSync(folder);
  const file = join(folder, 'filler');
  writeFileSync(file, Buffer.alloc(bavail * bsize - left));
  return file;
}

it.skipIf(reason)(
  `a step that finds the disk full says so, and finishes once there is space${reason ? ` (${reason})` : ''}`,
  async () => {
    const { folder } = newDisk();
    const studio = await openStudio(folder);
    const filler = fill(folder, 1_500_000);
    const failed = await studio.run({ graph });
    expect(failed.state).toBe('failed');
    expect(failed.stepList.map(({ state, error }) => [state, error?.code])).toEqual([['failed', 'DISK_FULL']]);
    expect(failed.stepList[0]?.error?.message).toMatch(/full|no space/i);
    expect(await readdir(join(folder, 'data', 'work'))).toEqual([]);
    await rm(filler);
    const done = await studio.retry(failed, 'frame');
    expect([done.state, done.steps]).toEqual(['done', { done: 1 }]);
    await studio.close();
  },
  patience,
);

it.skipIf(reason)(
  'a command on a full or read-only disk ends with 1 and one line that says what to do',
  async () => {
    const small = newDisk();
    const env = { FILMLOOM_DATA: join(small.folder, 'data') };
    await mkdir(env.FILMLOOM_DATA);
    fill(small.folder, 0);
    const full = await filmloom(['serve', '--port', '0'], env).ended;
    expect(full).toMatchObject({ code: 1, out: '' });
    expect(full.err).toMatch(/^The disk of the data folder \S+ is full\. Free some space there, or choose another .*\n$/);
    small.remount('ro');
    const locked = await filmloom(['serve', '--port', '0'], env).ended;
    expect(locked).toMatchObject({ code: 1, out: '' });
    expect(locked.err).toMatch(/^The data folder \S+ cannot be written to \(read-only disk\)\. .*\n$/);
  },
  patience,
);
