import type { Change } from '#graphs/run.ts';
import type { Store } from '#server/store/contract.ts';
import type { CallRow, LedgerEntry } from '#server/store/money-contract.ts';
import type { WavespeedEmulator } from '#tests/providers/wavespeed-emulator.ts';

type Seen = {
  readonly store: Store;
  readonly workspaceId: string;
  readonly provider: WavespeedEmulator;
  /** References of all submits that were begun. */
  readonly sent: readonly string[];
  /** How many results the runs want to pay for. */
  readonly wanted: number;
  /** How often a person has said: send it again. */
  readonly resubmits: number;
};

/** Whatever is wrong with the money of a world at rest; nothing where every promise was kept. */
export async function brokenPromises(seen: Seen): Promise<string[]> {
  const { store, workspaceId, provider, sent, wanted, resubmits } = seen;
  const books = provider.books();
  const entries = await store.ledger.list(workspaceId, { limit: 10_000 });
  const calls = await callsOf(store, entries);
  const given = calls.filter(isGivenUp).reduce((sum, { actualMicros }) => sum + (actualMicros ?? 0), 0);
  const over = sumOf(entries, 'charge') - sumOf(entries, 'refund') - books.netMicros;
  const paidFor = books.jobs.filter(({ refunded }) => !refunded).length;
  const held = sumOf(entries, 'hold') - sumOf(entries, 'release');
  const waiting = calls.filter(({ state }) => state !== 'settled').reduce((sum, { micros }) => sum + micros, 0);
  return [
    ...sent.filter((ref, index) => sent.indexOf(ref) !== index).map((ref) => `${ref} was sent twice`),
    ...(books.submits > sent.length ? [`${books.submits} submits arrived, ${sent.length} were begun`] : []),
    ...(paidFor > wanted + resubmits ? [`${paidFor} were paid for, ${wanted} wanted, ${resubmits} asked for again`] : []),
    ...(over < 0 ? [`the ledger lacks ${-over} of what the provider charged`] : []),
    ...(over > given ? [`the ledger has ${over} more than the provider charged, ${given} were given up`] : []),
    ...(held === waiting ? [] : [`${held} are held for calls of ${waiting}`]),
    ...calls.filter(({ state }) => state !== 'settled' && state !== 'unknown').map(({ ref, state }) => `${ref} was left ${state}`),
  ];
}

/** Settled without ever having been answered: what may have been charged is booked as charged. */
function isGivenUp({ state, handle }: CallRow): boolean {
  return state === 'settled' && handle === null;
}

async function callsOf(store: Store, entries: readonly LedgerEntry[]): Promise<CallRow[]> {
  const refs = new Set(entries.map(({ ref }) => ref));
  const calls = await Promise.all([...refs].map((ref) => store.calls.byRef(ref)));
  return calls.filter((call) => call !== undefined);
}

function sumOf(entries: readonly LedgerEntry[], type: LedgerEntry['type']): number {
  return entries.filter((entry) => entry.type === type).reduce((sum, { micros }) => sum + micros, 0);
}

/** Steps of a run that were begun again after they had ended well, without a person asking for it. */
export async function finishedTwice(store: Store, runId: string): Promise<string[]> {
  const done = new Set<string>();
  const twice: string[] = [];
  for (const { change } of await store.runs.log(runId)) {
    const moved = change as Change;
    if (moved.type !== 'step-moved') continue;
    if (moved.state === 'running' && done.has(moved.id)) twice.push(moved.id);
    if (moved.state === 'done') done.add(moved.id);
  }
  return twice;
}
