import { accessSync, constants, mkdirSync, statSync } from 'node:fs';

/** SQLite's code for a disk without space. */
const sqliteFull = 13;

/** The data folder cannot be used. The message is one line with what to do. */
export class DataFolderError extends Error {
  constructor(message: string, more: { cause?: unknown } = {}) {
    super(message, more);
    this.name = 'DataFolderError';
  }
}

/** The error of a full disk as a sentence about the data folder, or nothing for every other error. */
export function fullDataFolder(folder: string, cause: unknown): DataFolderError | undefined {
  const { code, errcode } = (cause ?? {}) as { code?: unknown; errcode?: unknown };
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && errcode !== sqliteFull) return undefined;
  return new DataFolderError(
    `The disk of the data folder ${folder} is full. Free some space there, or choose another folder with FILMLOOM_DATA.`,
    { cause },
  );
}

/** Makes the data folder where it is missing and checks that it can be written to. Throws `DataFolderError`. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = { EACCES: 'no permission', EPERM: 'no permission', EROFS: 'read-only disk', ENOSPC: 'disk full' }[code ?? ''] ?? code;
    const reason = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file is in its place' : why;
    throw new DataFolderError(
      `The data folder ${folder} cannot be written to (${reason}). Give it write permission, or choose another with FILMLOOM_DATA.`,
      { cause },
    );
  }
}
