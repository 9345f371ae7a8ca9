import type { Facts } from './facts.ts';
import type { StepKind } from './steps.ts';

export const tiers = ['animatic', 'draft', 'standard', 'premium'] as const;
export type Tier = (typeof tiers)[number];

/** Integer millionths of a US dollar. */
export type Micros = number;

/** How long work takes: `base` seconds plus `perSecond` for each second of media given. */
export type Pace = { readonly base: number; readonly perSecond: number };

/** A model that can be chosen, with what it accepts and what it costs. Plain data; the rows live in `executors/catalogue/`. */
export type Row = {
  readonly id: string;
  readonly title: string;
  readonly provider: string;
  /** Behaviour version: raise it only when the same request gives another result. Part of the fingerprint. */
  readonly rev: number;
  readonly kinds: readonly StepKind[];
  readonly tier: Tier;
  /** The inputs it can use; a step that reads anything else cannot go to this row. */
  readonly takes: readonly string[];
  readonly maxSeconds?: number;
  readonly maxWidth?: number;
  readonly maxHeight?: number;
  /** Lengths that are sold, ascending: a request is billed as the next one up. */
  readonly billedSeconds?: readonly number[];
  readonly price: { readonly per: 'second' | 'image' | 'call' | 'character'; readonly micros: Micros };
  readonly pace: Pace;
  /** True where a credential or a connected agent can serve it now. */
  readonly available: boolean;
};

/** The price of one step on one row, in micro-USD, from the facts of the step's first output. */
export function priceOf(row: Row, gives: Facts | undefined, reads: Facts | undefined): Micros {
  const { per, micros } = row.price;
  if (micros === 0) return 0;
  if (per === 'character') return Math.ceil((reads?.characters ?? 0) * micros);
  if (per !== 'second') return micros;
  const seconds = gives?.seconds ?? 0;
  return Math.ceil((row.billedSeconds?.find((sold) => sold >= seconds) ?? seconds) * micros);
}
