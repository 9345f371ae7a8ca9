import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { SetupError } from './installation.mjs';

/**
 * Installs exactly what a folder's lock file names, running no package's own script. Throws a SetupError with npm's
 * reason and the way out.
 * @param {{ folder: string, node: string, what: string }} install `node` is the binary npm itself runs on
 */
export function installLocked({ folder, node, what }) {
  const result = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error', '--prefix', folder],
    {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
    },
  );
  if (result.error)
    throw new SetupError(`npm cannot be started (${result.error.message}). Install npm, which comes with Node, and run this again.`);
  if (result.status === 0) return;
  const reason = npmReason(`${result.stdout}\n${result.stderr}`);
  throw new SetupError(
    `${what} could not be installed in ${folder}: ${reason}\nSee to that (is the network there, is the disk full?) and run this again.`,
  );
}

/** @param {string} output */
function npmReason(output) {
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  const told = lines.find((line) => line && !/^(code|errno|syscall|path|dest|A complete log)\b/.test(line));
  return told ?? 'npm gave no reason.';
}
