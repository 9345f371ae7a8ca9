import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, SetupError, say } from './installation.mjs';

/** Everything the editor's bundle is made from. */
const sources = ['editor', 'nodes', 'graphs', 'server/contract', 'vite.config.ts', 'package-lock.json'];

/**
 * Builds the editor into `dist/` when its sources are not those of the build that is there.
 * @param {string} node
 */
export function ensureEditor(node) {
  const builtFrom = join(root, 'dist', '.built-from');
  const print = fingerprint(sources.map((source) => join(root, source)));
  const current = existsSync(join(root, 'dist', 'index.html')) && existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === print;
  if (current) return;
  say('Building the editor …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const result = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status !== 0) throw new SetupError(`The editor could not be built.\n${result.stdout}${result.stderr}`);
  writeFileSync(builtFrom, print);
}

/**
 * A hash over names and contents of files and folders.
 * @param {string[]} paths
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(files).sort()) hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => files(join(path, name)));
}
