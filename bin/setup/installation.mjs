import { fileURLToPath } from 'node:url';

/** The folder Filmloom is installed in, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Prints one line about set-up. It goes to stderr, so that a command's own output stays clean.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Set-up that cannot go on; its message is a sentence for the person at the terminal. */
export class SetupError extends Error {}

/**
 * Runs a launcher and turns a failed set-up into its sentence and exit code 1.
 * @param {() => Promise<number>} launch what to do; gives the exit code
 */
export async function launching(launch) {
  try {
    process.exitCode = await launch();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
