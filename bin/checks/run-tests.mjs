import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../setup/installation.mjs';

/** @typedef {import('./tally-reporter.mjs').Tally} Tally */

/**
 * Runs vitest with its output on the terminal and gives what it came to. A run that ends badly without a failed test
 * counts as one failure.
 * @param {string} node
 * @param {string[]} args filters and options for vitest
 * @returns {Promise<Tally>}
 */
export async function runTests(node, args) {
  const folder = mkdtempSync(join(tmpdir(), 'filmloom-tally-'));
  const tallyFile = join(folder, 'tally.json');
  try {
    const code = await vitest(node, args, tallyFile);
    const tally = readTally(tallyFile);
    if (code !== 0 && tally.failed === 0) tally.failed = 1;
    return tally;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} node
 * @param {string[]} args
 * @param {string} tallyFile
 * @returns {Promise<number | null>}
 */
function vitest(node, args, tallyFile) {
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporter = join(root, 'bin', 'checks', 'tally-reporter.mjs');
  const child = spawn(node, [program, 'run', '--reporter=default', `--reporter=${reporter}`, ...args], {
    cwd: root,
    env: { ...process.env, FILMLOOM_TALLY: tallyFile },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}

/**
 * @param {string} file
 * @returns {Tally}
 */
function readTally(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, notRun: [] };
  }
}
