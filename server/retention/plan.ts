import type { RunMark } from '#server/store/retention-contract.ts';
import type { Policy } from './policy.ts';
import type { StoredResult, Survey } from './survey.ts';

/** What is to go. `mark` and `sweep` are ids of files: those that go when nothing names them for a while, and those that go now. */
export type Plan = {
  readonly runs: readonly RunMark[];
  readonly results: readonly StoredResult[];
  readonly quotes: number;
  readonly mark: readonly string[];
  /** Marked earlier, but named again. */
  readonly unmark: readonly string[];
  readonly sweep: readonly string[];
  /** Of all files that go now or in a while. */
  readonly bytes: number;
};

type Candidate = { readonly at: string; readonly files: readonly string[]; readonly take: () => void };

/** Decides what goes, from all there is. Pure. */
export function planPruning(survey: Survey, policy: Policy): Plan {
  const nowMs = Date.parse(survey.at);
  const before = (ms: number): string => new Date(nowMs - ms).toISOString();
  const runs = new Set<RunMark>();
  const results = new Set<StoredResult>();
  const names = countNames(survey);
  const drop = (files: readonly string[]): void => {
    for (const id of files) names.set(id, (names.get(id) ?? 0) - 1);
  };

  const spared = newestOf(survey.runs, policy.newestRuns);
  const runsBefore = policy.runsForMs === undefined ? '' : before(policy.runsForMs);
  const resultsBefore = policy.resultsForMs === undefined ? '' : before(policy.resultsForMs);
  const candidates: Candidate[] = [];
  for (const { row, files } of survey.runs) {
    if (row.keep || row.endedAt === null) continue;
    const take = (): void => {
      runs.add(row);
      drop(files);
    };
    if (row.endedAt < runsBefore && !spared.has(row.id)) take();
    else candidates.push({ at: row.endedAt, files, take });
  }
  for (const { row, files } of survey.results) {
    const take = (): void => {
      results.add(row);
      drop(files);
    };
    if (row.usedAt < resultsBefore) take();
    else candidates.push({ at: row.usedAt, files, take });
  }

  const isNamed = (id: string): boolean => (names.get(id) ?? 0) > 0 || survey.files.get(id)?.isUpload === true;
  const sizes = new Map([...survey.strays.map(({ id, bytes }) => [id, bytes] as const), ...[...survey.files].map(sizeOf)]);
  if (policy.mostBytes !== undefined) {
    let over = -policy.mostBytes;
    for (const [id, { bytes }] of survey.files) if (isNamed(id)) over += bytes;
    const recent = before(policy.recentMs);
    for (const { at, files, take } of candidates.sort((a, b) => (a.at < b.at ? -1 : 1))) {
      if (over <= 0 || at >= recent) break;
      const held = files.filter(isNamed);
      if (held.length === 0) continue;
      take();
      for (const id of held) if (!isNamed(id)) over -= sizes.get(id) ?? 0;
    }
  }

  const strayBefore = before(policy.strayMs);
  const strays = survey.strays.filter(({ at }) => at < strayBefore).map(({ id }) => id);
  const unnamed = [...survey.files.keys(), ...strays].filter((id) => !isNamed(id));
  const sweepBefore = before(policy.graceMs);
  const ripe = (id: string): boolean => (survey.loose.get(id) ?? '~') <= sweepBefore;
  return {
    runs: [...runs],
    results: [...results],
    quotes: survey.expiredQuotes,
    mark: unnamed.filter((id) => !survey.loose.has(id)),
    unmark: [...survey.loose.keys()].filter((id) => isNamed(id) || !sizes.has(id)),
    sweep: unnamed.filter(ripe),
    bytes: unnamed.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0),
  };
}

function sizeOf([id, { bytes }]: readonly [string, { readonly bytes: number }]): readonly [string, number] {
  return [id, bytes];
}

function countNames({ runs, results, documents }: Survey): Map<string, number> {
  const names = new Map<string, number>();
  for (const id of documents) names.set(id, 1);
  for (const { files } of [...runs, ...results]) for (const id of files) names.set(id, (names.get(id) ?? 0) + 1);
  return names;
}

/** The newest ended runs of every workspace. */
function newestOf(runs: Survey['runs'], count: number): Set<string> {
  const ended = runs.filter(({ row }) => row.endedAt !== null).sort((a, b) => (a.row.createdAt > b.row.createdAt ? -1 : 1));
  const seen = new Map<string, number>();
  const newest = new Set<string>();
  for (const { row } of ended) {
    const before = seen.get(row.workspaceId) ?? 0;
    if (before < count) newest.add(row.id);
    seen.set(row.workspaceId, before + 1);
  }
  return newest;
}
