import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder } from '../new-folder.ts';
import { longAgo, openPruned, picture, runOf } from '../retention/open-pruned.ts';
import { filmloom } from './filmloom-process.ts';

describe('filmloom prune', { timeout: 60_000 }, () => {
  it('says what would go and takes it away, with a server running or without, and leaves kept runs alone', async () => {
    const data = join(await newFolder(), 'data');
    await mkdir(data);
    const made = await openPruned({ file: join(data, 'filmloom.db') }, data);
    const keptRun = await runOf(made, picture('Kept'));
    for (let number = 0; number < 202; number += 1) await runOf(made, picture('Same'));
    await made.engine.keep({ workspaceId: 'local', userId: 'owner' }, keptRun.id, true);
    await made.age();
    await made.database.updateTable('runs').set({ created_at: longAgo }).where('id', '=', keptRun.id).execute();
    await made.close();
    const env = { FILMLOOM_DATA: data, LOG_LEVEL: 'silent' };
    const dry = await filmloom(['prune', '--dry-run'], env).ended;
    expect(dry).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Would take away 2 runs, 2 stored results and 0 old quotes\.\n0 files/),
    });
    const server = filmloom(['serve', '--port', '0'], env);
    await server.said('ready at');
    const served = await filmloom(['prune', '--json'], env).ended;
    expect(JSON.parse(served.out)).toMatchObject({ dryRun: false, runs: 2, results: 2, files: { now: 0, later: 0 } });
    server.child.kill('SIGKILL');
    await server.ended;
    // The killed server leaves nothing behind that keeps the next one out.
    const after = await filmloom(['prune'], env).ended;
    expect(after).toMatchObject({ code: 0, out: 'Took away 0 runs, 0 stored results and 0 old quotes, and 0 files (0 B).\n' });
    const wrong = await filmloom(['prune'], { ...env, FILMLOOM_KEEP_DAYS: 'many' }).ended;
    expect(wrong).toMatchObject({ code: 2, err: expect.stringMatching(/^FILMLOOM_KEEP_DAYS: takes a whole number of days/) });
  });
});
