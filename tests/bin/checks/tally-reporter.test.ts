import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

describe('the tally of a test run', () => {
  it('counts what passed, failed, could not be loaded or prepared, and did not run with its reason', () => {
    const folder = mkdtempSync(join(tmpdir(), 'filmloom-tally-'));
    const tallyFile = join(folder, 'tally.json');
    const reporter = join(root, 'bin/checks/tally-reporter.mjs');
    const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', `--reporter=${reporter}`], {
      cwd: join(import.meta.dirname, 'sample'),
      env: { ...process.env, FILMLOOM_TALLY: tallyFile },
    });
    const tally = JSON.parse(readFileSync(tallyFile, 'utf8'));
    rmSync(folder, { recursive: true });
    expect(status).toBe(1);
    expect(tally).toEqual({
      passed: 2,
      failed: 3,
      notRun: [
        { test: 'says why it does not run', reason: 'no footage' },
        { test: 'does not say why', reason: 'no reason given' },
        { test: 'a group whose preparation fails > is not reached', reason: 'no reason given' },
      ],
    });
  });
});
