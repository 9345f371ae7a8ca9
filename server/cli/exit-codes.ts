/** What scripts may rely on. */
export const exitCodes = { done: 0, failed: 1, usage: 2, overBudget: 3, waiting: 4, interrupted: 130 } as const;

/** Ends a command with one line on stderr and an exit code. */
export class CommandError extends Error {
  readonly exitCode: number;
  readonly lines: readonly string[];
  constructor(exitCode: number, message: string, lines: readonly string[] = []) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
    this.lines = lines;
  }
}
