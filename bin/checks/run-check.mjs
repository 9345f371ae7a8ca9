import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../setup/installation.mjs';

/**
 * Runs a check and prints one line about it, and its output only if it failed. Gives whether it passed.
 * @param {string} node
 * @param {import('./checks.mjs').Check} check
 */
export async function runCheck(node, { name, tool, args }) {
  const file = join(root, 'node_modules', tool);
  return timed(name, () => run(node, [file, ...args]));
}

/**
 * Prints a line with a name, the outcome and the seconds it took, then the output of a failure.
 * @param {string} name
 * @param {() => Promise<{ ok: boolean, output: string }>} work
 */
export async function timed(name, work) {
  const start = performance.now();
  const { ok, output } = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${name.padEnd(36)} ${ok ? 'ok    ' : 'failed'} ${seconds.padStart(6)} s\n`);
  if (!ok) process.stdout.write(`${output.trimEnd()}\n`);
  return ok;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function run(command, args) {
  const env = { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) };
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}
