import { evolve } from '#graphs/evolve.ts';
import { eachRead, itemOf } from '#graphs/refs.ts';
import { type Change, endedPhases, newRun, type Run, resultsOf, type StepState } from '#graphs/run.ts';
import type { LogEntry, RunRow } from '#server/store/contract.ts';
import { Violation } from './world.ts';

const terminal: ReadonlySet<StepState> = new Set(['done', 'cached', 'failed', 'skipped', 'cancelled']);
const given: ReadonlySet<StepState> = new Set(['done', 'cached']);

/** What a run is, in one line a step: equal for equal runs. */
export function digestOf({ phase, steps, quote }: Run): string {
  const lines = [...steps.values()].map(
    ({ step, state, attempt, fingerprint, result, ask, fresh, row, retries, rewordings, waitMs, error }) =>
      [step.id, state, attempt, fingerprint, hashesOf(result), ask?.kind, fresh, row, retries, rewordings, waitMs, error?.code].join(' '),
  );
  return [phase, JSON.stringify(quote.choices), ...lines].join('\n');
}

function hashesOf(result: unknown): string {
  return result === undefined
    ? '-'
    : JSON.stringify(result)
        .replace(/"value":"[^"]*"/g, '')
        .slice(0, 400);
}

/** Reads the log of one run as it is committed and holds it against what a run promises. */
export class LogAudit {
  readonly run: Run;
  /** Set once a person has asked for something to be done again. */
  revived = false;
  private seq = 0;
  /** The step that moves had waited for a person: it has begun before, and goes on even in a run that is paused. */
  private answered = false;
  private readonly known: { has(fingerprint: string): boolean };

  constructor(row: RunRow, first: Extract<Change, { type: 'graph-set' }>, known: { has(fingerprint: string): boolean }) {
    this.run = newRun(first.graph, first.quote, new Map());
    this.known = known;
    if (row.state !== 'queued') throw new Error('a run begins queued');
  }

  /** `claimed`: the digest of the run in the memory of whoever commits. */
  commit(entries: readonly LogEntry[], claimed: string | undefined): void {
    for (const { seq, at, change } of entries) {
      if (seq !== this.seq + 1) throw new Violation(`I7: entry ${seq} follows ${this.seq}`);
      this.seq = seq;
      this.before(change as Change);
      evolve(this.run, change as Change, at);
      this.after(change as Change);
    }
    if (claimed !== undefined && claimed !== digestOf(this.run))
      throw new Violation(`I7: the log tells another run than the memory\n--- memory\n${claimed}\n--- log\n${digestOf(this.run)}`);
  }

  private before(change: Change): void {
    if (change.type === 'run-moved' && endedPhases.has(this.run.phase) && !this.revived)
      throw new Violation(`I4: the run was ${this.run.phase} and became ${change.phase}`);
    if (change.type !== 'step-moved') return;
    const entry = this.run.steps.get(change.id);
    this.answered = entry?.state === 'awaiting-person';
    if (!entry) throw new Violation(`${change.id} moves and does not exist`);
    if (terminal.has(entry.state) && !(this.revived && change.state === 'waiting'))
      throw new Violation(`I4: ${change.id} was ${entry.state} (attempt ${entry.attempt}) and became ${change.state}`);
    if (change.attempt !== undefined && change.attempt < entry.attempt) throw new Violation(`I4: the attempt of ${change.id} went back`);
  }

  private after(change: Change): void {
    if (change.type !== 'step-moved') return;
    const { run } = this;
    const entry = run.steps.get(change.id);
    if (!entry) return;
    const begins = change.state === 'queued' || (change.state === 'awaiting-person' && change.attempt !== undefined);
    if (begins) {
      eachRead(entry.step, (ref) => {
        if (!itemOf(ref, run.literals, resultsOf(run))) throw new Violation(`I5: ${change.id} begins before ${ref} exists`);
      });
      if ((run.phase === 'paused' && !this.answered) || endedPhases.has(run.phase))
        throw new Violation(`I8: ${change.id} begins while the run is ${run.phase}`);
    }
    if (given.has(change.state) && !this.known.has(entry.fingerprint ?? ''))
      throw new Violation(`I6: ${change.id} is ${change.state} and its result is not stored`);
  }
}
