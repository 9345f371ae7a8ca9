/** A stored row that names files, as clean-up sees it. `seq` is that of the last entry of its log. */
export type RunMark = {
  readonly id: string;
  readonly workspaceId: string;
  readonly state: string;
  readonly seq: number;
  readonly keep: boolean;
  readonly createdAt: string;
  readonly endedAt: string | null;
};
export type ResultMark = { readonly workspaceId: string; readonly fingerprint: string; readonly usedAt: string; readonly text: string };
/** A file of one or several workspaces. `isUpload`: in the library of one of them. */
export type FileMark = { readonly bytes: number; readonly isUpload: boolean };

/**
 * What clean-up reads and takes away, over all workspaces. Every removal checks inside its own transaction that what was decided
 * upon is still so. Money is never touched.
 */
export type RetentionStore = {
  runs(): Promise<RunMark[]>;
  /** The texts of a run's log, a page at a time. */
  logOf(runId: string): AsyncIterable<readonly string[]>;
  results(): AsyncIterable<readonly ResultMark[]>;
  /** Everything else that names files: saved graphs with their versions, templates, quotes that hold, paid calls under way. */
  documents(now: string): AsyncIterable<readonly string[]>;
  files(): Promise<Map<string, FileMark>>;
  /** Files that were found to be named by nothing, with the time of that. */
  loose(): Promise<Map<string, string>>;
  expiredQuotes(before: string): Promise<number>;

  /** False where it was kept, went on, or has a paid call that is not settled. */
  removeRun(run: RunMark): Promise<boolean>;
  /** False where it was found by a run meanwhile. */
  removeResult(result: Pick<ResultMark, 'workspaceId' | 'fingerprint' | 'usedAt'>): Promise<boolean>;
  removeQuotes(before: string): Promise<number>;
  markLoose(ids: readonly string[], at: string): Promise<void>;
  /** Says that these files are wanted: they stay for as long as a file that was just made. Waits for a removal under way. */
  claim(ids: readonly string[]): Promise<void>;
  /**
   * Removes those of the files that have been loose since `looseBefore`, are in no library, and are named by nothing that was
   * written since `readAt`. `remove` takes the bytes away while the rows are held, so that nobody can count on them meanwhile.
   */
  sweep(
    ids: readonly string[],
    when: { readonly looseBefore: string; readonly readAt: string },
    remove: (id: string) => Promise<void>,
  ): Promise<string[]>;
  /** Whether a chore that one process at a time does is this holder's for so long. */
  takeChore(name: string, holder: string, nowMs: number, forMs: number): Promise<boolean>;
};
