import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogEntry, RunRow, RunStore, Store } from '#server/store/contract.ts';
import { caller } from '../server/runs/open-engine.ts';

type Update = Parameters<RunStore['append']>[2];
type Beside = NonNullable<Parameters<RunStore['append']>[3]>;

/** What an engine committed in one piece, with the time at which it was sent and the time at which it was on disk. */
export type Commit = {
  readonly runId: string;
  readonly entries: readonly LogEntry[];
  readonly update: Update;
  readonly beside: Beside;
  readonly sentMs: number;
  doneMs: number;
};

export type Recorded = {
  readonly store: Store;
  readonly commits: Commit[];
  /** Resolves when the run has ended well. */
  ended(runId: string): Promise<void>;
};

/** The same store, with everything that drivers append written down, or told to `onCommit` and forgotten. */
export function recording(store: Store, onCommit?: (commit: Commit) => void): Recorded {
  const commits: Commit[] = [];
  const endedRuns = new Set<string>();
  const append: RunStore['append'] = async (runId, entries, update, beside = {}) => {
    const commit: Commit = { runId, entries, update, beside, sentMs: performance.now(), doneMs: 0 };
    if (!onCommit) commits.push(commit);
    await store.runs.append(runId, entries, update, beside);
    commit.doneMs = performance.now();
    onCommit?.(commit);
    if (update?.state === 'done') endedRuns.add(runId);
  };
  return {
    store: { ...store, runs: { ...store.runs, append } },
    commits,
    async ended(runId) {
      while (!endedRuns.has(runId)) await new Promise((resolve) => setTimeout(resolve, 1));
    },
  };
}

/** Steps that ended with this commit. */
export function stepsDone({ entries }: Commit): number {
  return (entries as readonly { change: { type: string; state?: string } }[]).filter(
    ({ change }) => change.type === 'step-moved' && change.state === 'done',
  ).length;
}

/**
 * Commits the same rows in the same groups and does nothing else: milliseconds of all of it. In a fleet the reports of workers go
 * through the inbox, so their rows are written and taken here too.
 */
export async function commitBare(store: Store, commits: readonly Commit[]): Promise<number> {
  const names = new Map([...new Set(commits.map(({ runId }) => runId))].map((id, index) => [id, `bare-${index}`]));
  const at = new Date().toISOString();
  for (const id of names.values()) await store.runs.insert(bareRow(id, at), []);
  const began = performance.now();
  await Promise.all(
    [...names].map(([from, to]) =>
      commitRun(
        store,
        to,
        commits.filter(({ runId }) => runId === from),
      ),
    ),
  );
  return performance.now() - began;
}

async function commitRun(store: Store, runId: string, commits: readonly Commit[]): Promise<void> {
  for (const { entries, update, beside } of commits) {
    const keeps = beside.keeps?.map((keep) => ({ ...keep, fingerprint: `${runId}-${keep.fingerprint}` })) ?? [];
    const inputs = beside.taken?.length ? resultsIn(entries) : [];
    const taken = inputs.length > 0 ? await store.inbox.add(runId, inputs) : [];
    await store.runs.append(runId, entries, update, { keeps, taken });
    await nextTurn();
  }
}

/** What workers reported for a commit, as they wrote it. */
function resultsIn(entries: readonly LogEntry[]): unknown[] {
  return (entries as readonly { change: { type: string; state?: string; id?: string; result?: unknown } }[]).flatMap(({ change }) =>
    change.type === 'step-moved' && change.state === 'done'
      ? [{ type: 'succeeded', step: change.id, attempt: 1, result: change.result }]
      : [],
  );
}

function bareRow(id: string, at: string): RunRow {
  return {
    ...caller,
    id,
    graphId: null,
    name: 'Bench',
    label: null,
    tier: 'animatic',
    state: 'running',
    priority: 0,
    seq: 0,
    tally: {},
    quote: {},
    estimate: {},
    budgetMicros: 0,
    idempotencyKey: null,
    createdAt: at,
    startedAt: at,
    endedAt: null,
  };
}
