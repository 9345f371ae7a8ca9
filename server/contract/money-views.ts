import { z } from 'zod';
import { usdInput, usdText } from './money.ts';

/** Held for calls that have not ended, and spent on those that have. */
const balance = z.strictObject({ held: usdText, spent: usdText });

/** A movement of money. `estimate` is what its call was expected to cost. */
export const ledgerEntry = z.strictObject({
  id: z.int(),
  at: z.iso.datetime(),
  type: z.enum(['hold', 'release', 'charge', 'refund']),
  usd: usdText,
  estimate: usdText,
  runId: z.string(),
  stepId: z.string(),
  attempt: z.int(),
  provider: z.string(),
  model: z.string(),
  userId: z.string(),
});
export const ledgerQuery = z.object({
  runId: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});
/** `balance` is of the run, where one was named. */
export const ledgerAnswer = z.strictObject({ entries: z.array(ledgerEntry), balance: balance.optional(), next: z.string().optional() });
export type LedgerAnswer = z.infer<typeof ledgerAnswer>;

const capScope = z.enum(['user', 'workspace']);
const mostUsd = 1_000_000_000;

/** The most that a user or a whole workspace may spend in a calendar month in UTC. */
export const monthlyCap = z.strictObject({ scope: capScope, subjectId: z.string(), usd: usdText });
export const capsAnswer = z.strictObject({ caps: z.array(monthlyCap) });
export type CapsAnswer = z.infer<typeof capsAnswer>;
/** Without `subjectId` it is the caller's own; `usd: null` takes the cap away. */
export const capRequest = z.strictObject({
  scope: capScope,
  subjectId: z.string().max(200).optional(),
  usd: usdInput.refine((usd) => Number(usd) <= mostUsd, `A cap is at most ${mostUsd} dollars.`).nullable(),
});

export const spendingQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is written as 2026-11.')
    .optional(),
});
/** Money of the workspace in one month. A call counts on the day on which its money was held, as it does against the caps. */
export const spendingAnswer = balance.extend({
  month: z.string(),
  caps: z.array(monthlyCap),
  byProvider: z.array(z.strictObject({ provider: z.string(), usd: usdText })),
  byDay: z.array(z.strictObject({ day: z.iso.date(), usd: usdText })),
});
export type SpendingAnswer = z.infer<typeof spendingAnswer>;
