import { type Kysely, sql, type Transaction } from 'kysely';
import type { Micros } from '#nodes/price.ts';
import type { Balance, CapScope, OverCap } from './money-contract.ts';
import type { Tables } from './tables.ts';

/** Whose money a call is: it counts against its run, and against the caps of the month of `day`, the UTC day of its hold. */
export type Payer = { readonly runId: string; readonly userId: string; readonly workspaceId: string; readonly day: string };
type Amounts = { readonly held: Micros; readonly spent: Micros };
/** A limit on one account; null where there is none. */
export type Limits = Readonly<Record<CapScope, Micros | null>>;

/** Thrown out of a transaction, so that everything in it is taken back. */
export class OverLimit extends Error {
  readonly over: OverCap;
  constructor(over: OverCap) {
    super(`The limit of the ${over.scope} does not cover this call.`);
    this.name = 'OverLimit';
    this.over = over;
  }
}

/** The name of a monthly account: `user:ann:2026-11`. */
export function monthAccount(scope: 'user' | 'workspace', subjectId: string, month: string): string {
  return `${scope}:${subjectId}:${month}`;
}

export function runAccount(runId: string): string {
  return `run:${runId}`;
}

/** The UTC day of a moment, such as `2026-11-30`. */
export function dayOf(at: string): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Throws for what is no amount of money: a fraction of a micro-dollar, less than nothing, or no number. */
export function demandMicros(micros: Micros): void {
  if (!Number.isSafeInteger(micros) || micros < 0) throw new Error(`${micros} is not an amount of money: it takes whole micro-dollars.`);
}

/** Holds an amount on all three accounts, or throws `OverLimit`. */
export async function holdMoney(change: Transaction<Tables>, payer: Payer, micros: Micros, limits: Limits): Promise<void> {
  for (const [scope, account] of accountsOf(payer)) {
    const limitMicros = limits[scope];
    if (await changeAccount(change, account, { held: micros, spent: 0 }, limitMicros)) continue;
    throw new OverLimit({ scope, limitMicros: limitMicros ?? 0, ...(await balanceOf(change, account)) });
  }
}

/** Changes what is held and spent on all three accounts. */
export async function moveMoney(change: Transaction<Tables>, payer: Payer, by: Amounts): Promise<void> {
  if (by.held === 0 && by.spent === 0) return;
  for (const [, account] of accountsOf(payer)) await changeAccount(change, account, by, null);
}

export async function balanceOf(database: Kysely<Tables>, account: string): Promise<Balance> {
  const row = await database.selectFrom('money_accounts').select(['held', 'spent']).where('scope', '=', account).executeTakeFirst();
  return { heldMicros: Number(row?.held ?? 0), spentMicros: Number(row?.spent ?? 0) };
}

/** Always in this order: two transactions that lock the same rows in another order would wait for each other for ever. */
function accountsOf({ runId, userId, workspaceId, day }: Payer): [CapScope, string][] {
  const month = day.slice(0, 7);
  return [
    ['run', runAccount(runId)],
    ['user', monthAccount('user', userId, month)],
    ['workspace', monthAccount('workspace', workspaceId, month)],
  ];
}

/** Makes the account where it does not exist. False where the limit does not cover the change. */
async function changeAccount(change: Transaction<Tables>, scope: string, by: Amounts, limit: Micros | null): Promise<boolean> {
  if (await updateAccount(change, scope, by, limit)) return true;
  await change
    .insertInto('money_accounts')
    .values({ scope, held: 0, spent: 0 })
    .onConflict((conflict) => conflict.column('scope').doNothing())
    .execute();
  return updateAccount(change, scope, by, limit);
}

async function updateAccount(change: Transaction<Tables>, scope: string, by: Amounts, limit: Micros | null): Promise<boolean> {
  const added = { held: sql<number>`held + ${by.held}`, spent: sql<number>`spent + ${by.spent}` };
  const update = change.updateTable('money_accounts').set(added).where('scope', '=', scope);
  const covered = limit === null ? update : update.where(sql<boolean>`held + spent + ${by.held + by.spent} <= ${limit}`);
  return (await covered.executeTakeFirst()).numUpdatedRows > 0n;
}
