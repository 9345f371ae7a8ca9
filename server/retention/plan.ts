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
type Names = { isNamed(id: string): boolean; drop(files: readonly string[]): void };
/** A time so long before the survey; undefined: before everything. */
type Before = (ms: number | undefined) => string;

/** Decides what goes, from all there is. Pure. */
export function planPruning(survey: Survey, policy: Policy): Plan {
  const before: Before = (ms) => (ms === undefined ? '' : new Date(Date.parse(survey.at) - ms).toISOString());
  const names = namesIn(survey);
  const runs: RunMark[] = [];
  const results: StoredResult[] = [];
  const candidates: Candidate[] = [];
  const spared = newestOf(survey.runs, policy.newestRuns);
  for (const { row, files } of survey.runs) {
    if (row.keep || row.endedAt === null) continue;
    const one = { at: row.endedAt, files, take: () => runs.push(row) };
    if (row.endedAt < before(policy.runsForMs) && !spared.has(row.id)) take(one, names);
    else candidates.push(one);
  }
  for (const { row, files } of survey.results) {
    const one = { at: row.usedAt, files, take: () => results.push(row) };
    if (row.usedAt < before(policy.resultsForMs)) take(one, names);
    else candidates.push(one);
  }
  if (policy.mostBytes !== undefined) shrink(survey, candidates, names, { most: policy.mostBytes, recent: before(policy.recentMs) });
  return { runs, results, quotes: survey.expiredQuotes, ...planFiles(survey, names, before, policy) };
}

function take(one: Candidate, names: Names): void {
  one.take();
  names.drop(one.files);
}

/** Takes the oldest that make files free, until the named ones are no larger than they may be. */
function shrink(
  { files }: Survey,
  candidates: readonly Candidate[],
  names: Names,
  { most, recent }: { most: number; recent: string },
): void {
  let over = -most;
  for (const [id, { bytes }] of files) if (names.isNamed(id)) over += bytes;
  for (const one of candidates.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    if (over <= 0 || one.at >= recent) return;
    const held = one.files.filter(names.isNamed);
    if (held.length === 0) continue;
    take(one, names);
    for (const id of held) if (!names.isNamed(id)) over -= files.get(id)?.bytes ?? 0;
  }
}

function planFiles(
  { files, strays, loose }: Survey,
  { isNamed }: Names,
  before: Before,
  { strayMs, graceMs }: Policy,
): Pick<Plan, 'mark' | 'unmark' | 'sweep' | 'bytes'> {
  const sizes = new Map(strays.map(({ id, bytes }) => [id, bytes]));
  for (const [id, { bytes }] of files) sizes.set(id, bytes);
  const old = strays.filter(({ at }) => at < before(strayMs)).map(({ id }) => id);
  const unnamed = [...files.keys(), ...old].filter((id) => !isNamed(id));
  return {
    mark: unnamed.filter((id) => !loose.has(id)),
    unmark: [...loose.keys()].filter((id) => isNamed(id) || !sizes.has(id)),
    sweep: unnamed.filter((id) => {
      const since = loose.get(id);
      return since !== undefined && since <= before(graceMs);
    }),
    bytes: unnamed.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0),
  };
}

/** How many name each file; uploads are named by the library. */
function namesIn({ runs, results, documents, files }: Survey): Names {
  const counts = new Map<string, number>();
  for (const id of documents) counts.set(id, 1);
  for (const one of [...runs, ...results]) for (const id of one.files) counts.set(id, (counts.get(id) ?? 0) + 1);
  return {
    isNamed: (id) => (counts.get(id) ?? 0) > 0 || files.get(id)?.isUpload === true,
    drop(dropped) {
      for (const id of dropped) counts.set(id, (counts.get(id) ?? 0) - 1);
    },
  };
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
