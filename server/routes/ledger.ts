import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { usdFromMicros } from '#server/contract/money.ts';
import {
  type LedgerAnswer,
  ledgerAnswer,
  ledgerQuery,
  type SpendingAnswer,
  spendingAnswer,
  spendingQuery,
} from '#server/contract/money-views.ts';
import { readCursor, writeCursor } from '#server/cursor.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import type { Store } from '#server/store/contract.ts';
import type { Balance, LedgerEntry } from '#server/store/money-contract.ts';
import { capViews } from './caps.ts';

export function addLedgerRoutes(app: App, { store, clock }: AppParts): void {
  const tags = ['money'];
  const ledger = { tags, summary: 'Every hold, release, charge and refund, newest first', querystring: ledgerQuery };
  app.get('/ledger', { schema: { ...ledger, response: { 200: ledgerAnswer, ...refusals } } }, async (request) => {
    const { runId, limit = 50, cursor } = request.query;
    return readLedger(store, callerOf(request).workspaceId, { runId, limit, before: cursor === undefined ? undefined : idIn(cursor) });
  });
  const spending = { tags, summary: 'What a month has cost, by provider and day', querystring: spendingQuery };
  app.get('/spending', { schema: { ...spending, response: { 200: spendingAnswer, ...refusals } } }, async (request) =>
    readSpending(store, callerOf(request).workspaceId, request.query.month ?? clock().toISOString().slice(0, 7)),
  );
}

type Page = { readonly runId: string | undefined; readonly limit: number; readonly before: number | undefined };

async function readLedger(store: Store, workspaceId: string, { runId, limit, before }: Page): Promise<LedgerAnswer> {
  const ofRun = runId === undefined ? {} : { runId };
  const found = await store.ledger.list(workspaceId, { ...ofRun, limit: limit + 1, ...(before !== undefined && { before }) });
  const entries = found.slice(0, limit);
  const last = found.length > limit ? entries.at(-1) : undefined;
  return {
    entries: entries.map(entryView),
    ...(runId !== undefined && { balance: await balanceOfRun(store, workspaceId, runId) }),
    ...(last && { next: writeCursor({ createdAt: last.at, id: String(last.id) }) }),
  };
}

/** A run may have been pruned; its entries stay. */
async function balanceOfRun({ runs, ledger }: Store, workspaceId: string, runId: string): Promise<NonNullable<LedgerAnswer['balance']>> {
  const isKnown = (await runs.find(workspaceId, runId)) ?? (await ledger.list(workspaceId, { runId, limit: 1 })).length > 0;
  if (!isKnown) throw new ApiError(404, 'RUN_UNKNOWN', `There is no run “${runId}”.`);
  return balanceView(await ledger.ofRun(runId));
}

async function readSpending(store: Store, workspaceId: string, month: string): Promise<SpendingAnswer> {
  const { byProvider, byDay } = await store.ledger.spending(workspaceId, month);
  return {
    month,
    ...balanceView(await store.ledger.ofMonth('workspace', workspaceId, month)),
    caps: capViews(await store.caps.list(workspaceId)),
    byProvider: [...byProvider].map(([provider, micros]) => ({ provider, usd: usdFromMicros(micros) })),
    byDay: [...byDay].map(([day, micros]) => ({ day, usd: usdFromMicros(micros) })),
  };
}

/** The id of the entry after which the next page begins. */
function idIn(cursor: string): number {
  const id = Number(readCursor(cursor).id);
  if (!Number.isSafeInteger(id))
    throw new ApiError(422, 'CURSOR_INVALID', 'This cursor is not from an earlier answer. Ask for the first page again.');
  return id;
}

function balanceView({ heldMicros, spentMicros }: Balance): { held: string; spent: string } {
  return { held: usdFromMicros(heldMicros), spent: usdFromMicros(spentMicros) };
}

function entryView(entry: LedgerEntry): LedgerAnswer['entries'][number] {
  const { id, at, type, runId, stepId, attempt, provider, userId } = entry;
  const usd = { usd: usdFromMicros(entry.micros), estimate: usdFromMicros(entry.estimateMicros) };
  return { id, at, type, ...usd, runId, stepId, attempt, provider, model: entry.rowId, userId };
}
