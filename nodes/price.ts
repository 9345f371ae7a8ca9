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
  /** The inputs without which it cannot work. */
  readonly needs?: readonly string[];
  readonly maxSeconds?: number;
  readonly maxWidth?: number;
  readonly maxHeight?: number;
  /** Frames that are sold, width × height; a step goes to the one of its shape. Without them any shape will do. */
  readonly sizes?: readonly (readonly [width: number, height: number])[];
  /** Lengths that are sold, ascending: a request is billed as the next one up. */
  readonly billedSeconds?: readonly number[];
  readonly price: { readonly per: 'second' | 'image' | 'call' | 'character'; readonly micros: Micros };
  readonly pace: Pace;
  /** The model as its provider calls it, and what of a request is the same for every step of this row. */
  readonly remote?: string;
  readonly sends?: Readonly<Record<string, string | number | boolean>>;
  /** Where and when the price was published. */
  readonly priceSource?: { readonly title: string; readonly url?: string; readonly date: string };
  /** True where a credential or a connected agent can serve it now. */
  readonly available: boolean;
  /** It, or its provider (`who`), keeps failing since a time, and is not chosen by itself until another; RFC 3339. */
  readonly failing?: { readonly who: string; readonly since: string; readonly until: string };
};

/** Shapes count as alike where cutting the edges would hardly be seen. */
const alike = 1.05;

/** The frame that is sold for this one: of its shape, the nearest in size. Undefined where none has its shape. */
export function soldSize(row: Row, width: number, height: number): readonly [width: number, height: number] | undefined {
  const ratio = ([w, h]: readonly [number, number]): number => (w / h) * (height / width);
  const fitting = (row.sizes ?? []).filter((size) => ratio(size) < alike && ratio(size) > 1 / alike);
  return fitting.toSorted((a, b) => Math.abs(a[0] - width) - Math.abs(b[0] - width))[0];
}

/** The price of one step on one row, in micro-USD, from the facts of the step's first output. */
export function priceOf(row: Row, gives: Facts | undefined, reads: Facts | undefined): Micros {
  const { per, micros } = row.price;
  if (micros === 0) return 0;
  if (per === 'character') return Math.ceil((reads?.characters ?? 0) * micros);
  if (per !== 'second') return micros;
  const seconds = gives?.seconds ?? 0;
  return Math.ceil((row.billedSeconds?.find((sold) => sold >= seconds) ?? seconds) * micros);
}
