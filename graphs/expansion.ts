import type { AnyElement } from '#nodes/define.ts';
import type { Facts } from '#nodes/facts.ts';
import type { Item, Result } from '#nodes/items.ts';
import type { ValueKind } from '#nodes/ports.ts';
import type { Step } from '#nodes/steps.ts';
import type { Graph, Problem } from './document.ts';
import type { Wiring } from './wiring.ts';

/** What an output carries. `nested`: a list that was made once per element of another list. */
export type Value = { readonly many: boolean; readonly nested: boolean; readonly items: readonly AnyElement[] };

/** What is known of a file of the library. Captions carry their value. */
export type AssetInfo = {
  readonly kind: ValueKind;
  readonly facts: Facts;
  readonly bytes?: number;
  readonly media?: string;
  readonly value?: unknown;
};
export type Assets = { get(id: string): AssetInfo | undefined };

/** Results so far, by step id. */
export type Results = { get(step: string): Result | undefined };

/** A graph laid out as steps, as far as that is certain or in one possible world. */
export type Expansion = {
  readonly graph: Graph;
  readonly wiring: Wiring;
  readonly steps: Map<string, Step>;
  /** By `node.port`; null while the length is not known. */
  readonly outputs: Map<string, Value | null>;
  /** By reference. */
  readonly facts: Map<string, Facts>;
  readonly literals: Map<string, Item>;
  readonly problems: Problem[];
  /** Nodes that wait for a length or a fact. */
  readonly unlaid: Set<string>;
  /** Spans of the counts that fact rules were unsure of, by step. */
  readonly counts: Map<string, number>;
  /** Whether any fact is uncertain, so that an estimate needs several worlds. */
  ranged: boolean;
};
