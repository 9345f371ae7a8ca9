import { readFile } from 'node:fs/promises';
import { limits } from '#graphs/document.ts';
import { CommandError, exitCodes } from './exit-codes.ts';

/** The JSON of a graph file; `-` reads standard input. */
export async function readGraphFile(file: string): Promise<unknown> {
  const text = await readFile(file === '-' ? '/dev/stdin' : file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'ENOENT'
        ? 'There is no such file.'
        : error.code === 'EISDIR'
          ? 'That is a folder.'
          : `It cannot be read (${error.code}).`;
    throw new CommandError(exitCodes.usage, `${file}: ${why} Name a graph file, such as one exported from the editor.`);
  });
  if (Buffer.byteLength(text) > limits.bytes)
    throw new CommandError(exitCodes.usage, `${file} is larger than ${limits.bytes / 1e6} MB. Split the graph, or upload media as assets.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(exitCodes.usage, `${file} is not JSON: ${(error as Error).message}.`);
  }
}
