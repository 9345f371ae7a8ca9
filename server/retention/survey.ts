import type { StoredFile } from '#server/storage/contract.ts';
import type { FileMark, ResultMark, RetentionStore, RunMark } from '#server/store/retention-contract.ts';
import { idsIn } from '#server/store/retention-texts.ts';

/** Something that can be taken away, with the files that it names. */
export type Naming<T> = { readonly row: T; readonly files: readonly string[] };
export type StoredResult = Omit<ResultMark, 'text'>;

/** All there is at one moment, as far as clean-up is concerned. */
export type Survey = {
  /** When reading began. */
  readonly at: string;
  readonly runs: readonly Naming<RunMark>[];
  readonly results: readonly Naming<StoredResult>[];
  /** Files that saved graphs, templates, quotes and paid calls name. */
  readonly documents: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, FileMark>;
  /** Files in the storage that no workspace knows. */
  readonly strays: readonly StoredFile[];
  readonly loose: ReadonlyMap<string, string>;
  readonly expiredQuotes: number;
};

/** What logs of ended runs name, by run and length of the log: they hardly ever change. */
export type LogMemory = Map<string, { readonly seq: number; readonly files: readonly string[] }>;
type Sources = {
  readonly store: RetentionStore;
  readonly listFiles: () => AsyncIterable<StoredFile>;
  readonly memory: LogMemory;
};

/** Reads all that names files. Files are read first: one that comes in meanwhile is not looked at this time. */
export async function takeSurvey({ store, listFiles, memory }: Sources, at: string, quotesBefore: string): Promise<Survey> {
  const stored: StoredFile[] = [];
  for await (const file of listFiles()) stored.push(file);
  const files = await store.files();
  const known = new Set([...files.keys(), ...stored.map(({ id }) => id)]);
  const loose = await store.loose();
  const documents = new Set<string>();
  for await (const texts of store.documents(at)) add(documents, texts, known);
  const runs = await namedByRuns(store, known, memory);
  const results = await namedByResults(store, known);
  const strays = stored.filter(({ id }) => !files.has(id));
  return { at, runs, results, documents, files, strays, loose, expiredQuotes: await store.expiredQuotes(quotesBefore) };
}

async function namedByRuns(store: RetentionStore, known: ReadonlySet<string>, memory: LogMemory): Promise<Naming<RunMark>[]> {
  const rows = await store.runs();
  const named: Naming<RunMark>[] = [];
  for (const row of rows) {
    const before = memory.get(row.id);
    const files = before && before.seq === row.seq && row.endedAt !== null ? before.files : await namedByLog(store, row.id, known);
    if (row.endedAt === null) memory.delete(row.id);
    else memory.set(row.id, { seq: row.seq, files });
    named.push({ row, files });
  }
  const present = new Set(rows.map(({ id }) => id));
  for (const id of memory.keys()) if (!present.has(id)) memory.delete(id);
  return named;
}

async function namedByLog(store: RetentionStore, runId: string, known: ReadonlySet<string>): Promise<string[]> {
  const files = new Set<string>();
  for await (const texts of store.logOf(runId)) add(files, texts, known);
  return [...files];
}

async function namedByResults(store: RetentionStore, known: ReadonlySet<string>): Promise<Naming<StoredResult>[]> {
  const named: Naming<StoredResult>[] = [];
  for await (const page of store.results())
    for (const { text, ...row } of page) named.push({ row, files: [...new Set(idsIn(text))].filter((id) => known.has(id)) });
  return named;
}

function add(into: Set<string>, texts: readonly string[], known: ReadonlySet<string>): void {
  for (const text of texts) for (const id of idsIn(text)) if (known.has(id)) into.add(id);
}
