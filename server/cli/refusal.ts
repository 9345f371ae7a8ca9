import type { Refused } from './client.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { problemLine } from './print-problems.ts';

/** What the server refused, as the end of a command: one sentence, or a line for each problem of the graph. */
export function commandErrorOf({ body }: Refused): CommandError {
  const { code, status, detail, problems = [] } = body;
  const exitCode = code === 'OVER_BUDGET' ? exitCodes.overBudget : status >= 500 ? exitCodes.failed : exitCodes.usage;
  return new CommandError(
    exitCode,
    problems.length > 0 ? '' : detail,
    problems.map((problem) => problemLine(problem as never)),
  );
}
