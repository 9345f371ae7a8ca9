import { providers } from '#executors/providers/registry.ts';
import type { Row } from '#nodes/price.ts';
import type { Outcome } from './runs/outcome.ts';

/** What one paid step told about the service behind it. */
export type Sighting = { readonly provider: string; readonly row: string; readonly isOutage: boolean };
/** Times as RFC 3339. `who`: the provider or the model. */
export type Failing = NonNullable<Row['failing']>;

export type ProviderHealth = {
  observe(sighting: Sighting): void;
  /** Why a row is left alone for now; undefined where nothing speaks against it. */
  failing(row: Pick<Row, 'id' | 'title' | 'provider'>): Failing | undefined;
};

/** A model is left alone after so many outages in a row, a whole provider after some more, of at least two of its models. */
const mostOfRow = { most: 3, rows: 1 };
const mostOfProvider = { most: 5, rows: 2 };
const windowMs = 10 * 60_000;
const firstRestMs = 60_000;
const longestRestMs = 30 * 60_000;

/** Outages of one service, without an answer between them. */
type Breaker = {
  readonly sinceMs: number;
  readonly rows: Set<string>;
  lastMs: number;
  outages: number;
  rests: number;
  untilMs: number;
};

/**
 * Leaves alone what keeps failing, longer each time. When its rest is over it is tried again: the first outage then sends it to rest
 * at once, the first answer ends the matter. Known to this process alone, and forgotten with it.
 */
export function createProviderHealth(clock: () => Date): ProviderHealth {
  const breakers = new Map<string, Breaker>();

  function fail(name: string, row: string, { most, rows }: { most: number; rows: number }): void {
    const nowMs = clock().getTime();
    const known = breakers.get(name);
    const isOver = !known || (known.rests === 0 && nowMs - known.lastMs > windowMs);
    const breaker: Breaker = isOver ? { sinceMs: nowMs, rows: new Set(), lastMs: nowMs, outages: 0, rests: 0, untilMs: 0 } : known;
    breakers.set(name, breaker);
    breaker.lastMs = nowMs;
    breaker.rows.add(row);
    // What fails while it rests was sent before, or by name: it says nothing new.
    if (nowMs < breaker.untilMs) return;
    breaker.outages += 1;
    if (breaker.rests === 0 && (breaker.outages < most || breaker.rows.size < rows)) return;
    breaker.untilMs = nowMs + Math.min(longestRestMs, firstRestMs * 2 ** breaker.rests);
    breaker.rests += 1;
  }

  function resting(name: string, who: string): Failing | undefined {
    const breaker = breakers.get(name);
    if (!breaker || clock().getTime() >= breaker.untilMs) return undefined;
    return { who, since: new Date(breaker.sinceMs).toISOString(), until: new Date(breaker.untilMs).toISOString() };
  }

  return {
    observe({ provider, row, isOutage }) {
      if (isOutage) {
        fail(`provider ${provider}`, row, mostOfProvider);
        fail(`row ${row}`, row, mostOfRow);
        return;
      }
      breakers.delete(`provider ${provider}`);
      breakers.delete(`row ${row}`);
    },
    failing({ id, title, provider }) {
      const named = providers.get(provider)?.title ?? provider;
      return resting(`provider ${provider}`, named) ?? resting(`row ${id}`, `${title} of ${named}`);
    },
  };
}

/** Failures that prove that somebody answered. */
const answers = new Set(['MODERATED', 'PROVIDER_REFUSED', 'PROVIDER_FAILED', 'RATE_LIMITED', 'RESULT_GONE']);

/** What an outcome tells of the service, if anything: whatever went wrong on this side tells nothing. */
export function sightingOf({ id, provider }: Row, outcome: Outcome): Sighting | undefined {
  const seen = (isOutage: boolean): Sighting => ({ provider, row: id, isOutage });
  if (outcome.type === 'succeeded') return seen(false);
  if (outcome.type === 'asked') return outcome.ask.kind === 'unknown-call' ? seen(true) : undefined;
  if (outcome.type !== 'failed') return undefined;
  if (outcome.error.code === 'PROVIDER_DOWN') return seen(true);
  return answers.has(outcome.error.code) ? seen(false) : undefined;
}
