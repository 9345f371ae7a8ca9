import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { SetupError, say } from './installation.mjs';
import { missingTools } from './tools.mjs';

/** @typedef {import('./tools.mjs').Tool} Tool */

/**
 * Installs the tools a command wants with apt-get where that is there and permitted, and says of each that is still
 * missing what it is for and how to get it. Throws a SetupError when a required one is missing.
 * @param {'start' | 'test'} command
 */
export function ensureTools(command) {
  const missing = missingTools(command);
  const privilege = missing.length > 0 ? aptPrivilege() : undefined;
  if (privilege) aptInstall(missing, privilege);
  const lacking = privilege ? missingTools(command) : missing;
  const required = lacking.filter((tool) => tool.required);
  for (const tool of lacking.filter((one) => !one.required)) say(lackSentence(tool));
  if (required.length > 0) throw new SetupError(required.map(lackSentence).join('\n'));
}

/**
 * What is missing, what it is for, and the commands that install it.
 * @param {Tool} tool
 */
export function lackSentence({ name, use, packages }) {
  const { apt, dnf, brew } = packages;
  const ways = [
    `Debian, Ubuntu: sudo apt-get install ${apt}`,
    ...(dnf ? [`Fedora: sudo dnf install ${dnf}`] : []),
    ...(brew ? [`macOS: brew install ${brew}`] : []),
  ];
  return `Not found: ${name}, for ${use}. Install it: ${ways.join(' · ')}`;
}

/** What to put before apt-get: nothing for root, `sudo -n` where that asks no password, undefined where neither can be. */
function aptPrivilege() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * @param {Tool[]} missing
 * @param {string[]} privilege
 */
function aptInstall(missing, privilege) {
  const packages = [...new Set(missing.flatMap((tool) => tool.packages.apt.split(' ')))];
  say(`Installing ${packages.join(', ')} with apt-get …`);
  apt(privilege, ['update']);
  const all = apt(privilege, ['install', '-y', '--no-install-recommends', ...packages]);
  if (all.status === 0 || packages.length === 1) return reportFailure(all, packages);
  for (const name of packages) reportFailure(apt(privilege, ['install', '-y', '--no-install-recommends', name]), [name]);
}

/**
 * @param {string[]} privilege
 * @param {string[]} args
 */
function apt(privilege, args) {
  const [command = 'env', ...rest] = [
    ...privilege,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=120',
    ...args,
  ];
  return spawnSync(command, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * @param {{ status: number | null, stdout: string, stderr: string }} result
 * @param {string[]} packages
 */
function reportFailure(result, packages) {
  if (result.status === 0) return;
  const reason = (result.stderr.trim() || result.stdout.trim()).split('\n').at(-1) ?? '';
  say(`apt-get could not install ${packages.join(', ')}: ${reason}`);
}
