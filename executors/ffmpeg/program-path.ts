import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

/** Where a program lies on the PATH, or nothing. */
export function programPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder && isExecutable(path)) return path;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The command that runs a program. On Linux `setpriv` lets the kernel end it when this process is killed outright, which
 * no handler of ours could do; it replaces itself with the program, so process id and exit code are the program's own.
 */
export function commandOf(path: string, args: readonly string[]): readonly [string, readonly string[]] {
  const setpriv = process.platform === 'linux' ? programPath('setpriv') : undefined;
  // The one of BusyBox, a link to it, knows no such option.
  return setpriv && basename(realpathSync(setpriv)) === 'setpriv' ? [setpriv, ['--pdeathsig', 'KILL', path, ...args]] : [path, args];
}
