/** SQLite's extended codes for a taken primary key and a taken unique value. */
const sqliteTaken = [1555, 2067];
/** PostgreSQL's codes: taken value · could not serialise, deadlock · the server ends, has crashed, or is starting. */
const takenCode = '23505';
const clashCodes = ['40001', '40P01'];
const lostCodes = ['57P01', '57P02', '57P03', '25P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];
/** The driver gives these errors no code. */
const lostMessages =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed)/;

/** The connection to the database was cut, or none can be made. The message is one line. */
export class DatabaseLostError extends Error {
  /** Whether the statement may have taken effect all the same. Otherwise it certainly has not. */
  readonly mayBeKept: boolean;
  constructor(where: string, more: { mayBeKept: boolean; cause: unknown }) {
    const what = more.mayBeKept ? 'what was being written may or may not be kept' : 'nothing of what was being done is kept';
    super(`The connection to the database ${where} was lost; ${what}.`, { cause: more.cause });
    this.name = 'DatabaseLostError';
    this.mayBeKept = more.mayBeKept;
  }
}

/** Another driver has written this place of a run's log. */
export class SeqTakenError extends Error {
  constructor(runId: string, cause: unknown) {
    super(`The log of run ${runId} was written by another process.`, { cause });
    this.name = 'SeqTakenError';
  }
}

/** Whether a database refused a row because its key, or another unique value of it, is taken. */
export function isTaken(error: unknown): boolean {
  const { code, errcode } = codesOf(error);
  return code === takenCode || sqliteTaken.includes(errcode);
}

/** Whether an error of the PostgreSQL driver means that the connection is gone or none can be made. */
export function isLost(error: unknown): boolean {
  const { code } = codesOf(error);
  if (error instanceof AggregateError) return error.errors.some(isLost);
  return lostCodes.includes(code) || code.startsWith('08') || (error instanceof Error && lostMessages.test(error.message));
}

/** Whether a transaction certainly has left nothing behind and may well succeed when it is done again. */
export function isWorthAnotherTry(error: unknown): boolean {
  if (error instanceof DatabaseLostError) return !error.mayBeKept;
  return clashCodes.includes(codesOf(error).code);
}

function codesOf(error: unknown): { code: string; errcode: number } {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  return { code: typeof code === 'string' ? code : '', errcode: typeof errcode === 'number' ? errcode : 0 };
}
