import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './installation.mjs';
import { installLocked } from './npm.mjs';

/**
 * Installs the packages of `package-lock.json` when any of them is missing or of another version.
 * @param {string} node the binary npm is to run on
 */
export function ensurePackages(node) {
  if (packagesAreCurrent(root)) return;
  say('Installing packages (the first time this takes a minute) …');
  installLocked({ folder: root, node, what: 'The npm packages' });
}

/**
 * Whether `node_modules` holds what the lock file names. The record npm keeps of an installation is compared with the
 * lock file by content, and only when the lock file was written after it.
 * @param {string} folder
 */
export function packagesAreCurrent(folder) {
  const lockFile = join(folder, 'package-lock.json');
  const recordFile = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(recordFile)) return false;
  if (statSync(recordFile).mtimeMs >= statSync(lockFile).mtimeMs) return true;
  const installed = JSON.parse(readFileSync(recordFile, 'utf8')).packages;
  /** @type {[string, { version: string, optional?: boolean, devOptional?: boolean }][]} */
  const wanted = Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages);
  return wanted.every(([path, one]) => {
    if (path === '') return true;
    return path in installed ? installed[path].version === one.version : one.optional === true || one.devOptional === true;
  });
}
