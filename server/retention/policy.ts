const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What is kept for how long. All times are in milliseconds. */
export type Policy = {
  /** Ended runs go after this; undefined: never. */
  readonly runsForMs: number | undefined;
  /** So many of the newest ended runs of every workspace stay, however old. */
  readonly newestRuns: number;
  /** Results that no run has found for so long go. */
  readonly resultsForMs: number | undefined;
  readonly quotesForMs: number;
  /** The most that files may take; undefined: no limit. Oldest runs and results go first. */
  readonly mostBytes: number | undefined;
  /** The size limit takes nothing that ended or was used within this. */
  readonly recentMs: number;
  /** A file goes when nothing has named it for so long: a step that has made it may still be at work on others. */
  readonly graceMs: number;
  /** A file that no workspace has ever known goes when it is so old: it may be on its way in. */
  readonly strayMs: number;
};

/** The policy of the settings: days that ended runs stay (0: for ever) and gigabytes that files may take (0: no limit). */
export function policyOf({ keepDays, keepGb }: { readonly keepDays: number; readonly keepGb: number }): Policy {
  return {
    runsForMs: keepDays > 0 ? keepDays * dayMs : undefined,
    newestRuns: 200,
    resultsForMs: keepDays > 0 ? Math.min(60, keepDays) * dayMs : undefined,
    quotesForMs: 7 * dayMs,
    mostBytes: keepGb > 0 ? keepGb * 1e9 : undefined,
    recentMs: 2 * hourMs,
    graceMs: 6 * hourMs,
    strayMs: dayMs,
  };
}
