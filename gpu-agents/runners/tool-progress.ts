/** Groups of a progress pattern: `fraction` (0 to 1), `percent` (0 to 100), or `step` and `total`; `note` is shown to people. */
export type ProgressRule = { readonly pattern: RegExp };

const longestLine = 4_000;

/**
 * Reads a program's output as it comes, lines ended by a line feed or, as progress bars do, by a carriage return. Fractions
 * never go back.
 */
export function toolProgress({ pattern }: ProgressRule, report: (fraction: number, note?: string) => void): (text: string) => void {
  let rest = '';
  let reached = 0;
  return (text) => {
    const lines = (rest + text).split(/[\r\n]/);
    rest = (lines.pop() ?? '').slice(-longestLine);
    for (const line of lines) {
      const groups = pattern.exec(line.slice(0, longestLine))?.groups;
      const fraction = groups && fractionOf(groups);
      if (fraction === undefined || !(fraction >= reached)) continue;
      reached = Math.min(fraction, 1);
      report(reached, groups?.note?.trim().slice(0, 200));
    }
  };
}

function fractionOf({ fraction, percent, step, total }: Partial<Record<string, string>>): number | undefined {
  if (fraction !== undefined) return Number(fraction);
  if (percent !== undefined) return Number(percent) / 100;
  return step !== undefined && Number(total) > 0 ? Number(step) / Number(total) : undefined;
}
