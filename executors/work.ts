import type { z } from 'zod';
import type { Facts } from '#nodes/facts.ts';
import type { Warning } from '#nodes/items.ts';
import type { Port, Ports, ValueKind } from '#nodes/ports.ts';
import type { Kinds, StepKind } from '#nodes/steps.ts';
import type { InlineValue } from '#nodes/values.ts';

/** An element as a recipe reads it: media as a local file that must not be changed, everything else as its value. */
export type Read<K extends ValueKind = ValueKind> = K extends keyof InlineValue
  ? { readonly value: InlineValue[K]; readonly hash: string; readonly facts: Facts; readonly key?: string }
  : { readonly path: string; readonly hash: string; readonly facts: Facts; readonly key?: string };

/** An element as a recipe hands it over: media as a file inside the work's folder, everything else as its value. */
export type Made<K extends ValueKind = ValueKind> = K extends keyof InlineValue
  ? { readonly value: InlineValue[K]; readonly facts?: Facts; readonly key?: string }
  : { readonly file: string; readonly key?: string };

type ReadsOf<P extends Ports> = {
  readonly [N in keyof P]: P[N] extends Port<infer K, 'many'>
    ? readonly Read<K>[]
    : P[N] extends Port<infer K, 'maybe'>
      ? Read<K> | undefined
      : P[N] extends Port<infer K>
        ? Read<K>
        : never;
};
type MadeOf<P extends Ports> = {
  readonly [N in keyof P]: P[N] extends Port<infer K, 'many'> ? readonly Made<K>[] : P[N] extends Port<infer K> ? Made<K> : never;
};

/** One step, ready to be carried out. */
export type Work<N extends StepKind = StepKind> = {
  readonly params: z.output<Kinds[N]['params']>;
  readonly reads: ReadsOf<Kinds[N]['reads']>;
  /** Other tries of the same request count up from 0; a recipe that draws lots mixes it into its seed with `seedOf`. */
  readonly take: number;
  /** Private and empty; everything written here is removed afterwards but for the files handed over. */
  readonly folder: string;
  /** Aborted when nobody wants the result any more; every child process must die with it. */
  readonly signal: AbortSignal;
  /** `fraction` from 0 to 1; call it as often as you like. */
  progress(fraction: number, note?: string): void;
};

export type Outcome<N extends StepKind = StepKind> = { readonly gives: MadeOf<Kinds[N]['gives']>; readonly warnings?: readonly Warning[] };

/** Code that carries out one kind of step on this machine. Bytes depend on nothing but params, reads and take. */
export type Recipe<N extends StepKind> = (work: Work<N>) => Promise<Outcome<N>>;

/** The seed of one take of a request. */
export function seedOf(params: { readonly seed: number }, take: number): number {
  return (params.seed + take * 7919) % 2_147_483_647;
}
