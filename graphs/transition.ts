import { canonical } from '#nodes/canonical.ts';
import { nodeTypes } from '#nodes/index.ts';
import { kindOf, type Step } from '#nodes/steps.ts';
import { demand, demandMore } from './demand.ts';
import { evolve } from './evolve.ts';
import { expand, expandMore } from './expand.ts';
import type { Expansion, Value } from './expansion.ts';
import { fingerprint, requestKey } from './fingerprint.ts';
import { type Recovery, recoveryOf } from './recovery.ts';
import { eachRead, itemOf, stepOf } from './refs.ts';
import { choiceKey } from './route.ts';
import {
  type Ask,
  activeStates,
  type Change,
  type Effect,
  endedPhases,
  type Input,
  type Phase,
  type Run,
  readersOf,
  resultsOf,
  type StepRun,
} from './run.ts';

export type Outcome = { readonly changes: Change[]; readonly effects: Effect[] };

/**
 * The whole engine: an input in, changes and effects out. No clock (`at` is handed in), no ids, no I/O. `run` is advanced
 * by the changes it returns.
 */
export function transition(run: Run, input: Input, at: string): Outcome {
  return new Turn(run, at).take(input);
}

/** One turn of a run: collects what changes and what follows from it. */
class Turn {
  private readonly changes: Change[] = [];
  private readonly effects: Effect[] = [];
  /** Fingerprints that somebody stopped working on: whoever waits for them is considered again. */
  private readonly left = new Set<string>();
  private readonly run: Run;
  private readonly at: string;

  constructor(run: Run, at: string) {
    this.run = run;
    this.at = at;
  }

  take(input: Input): Outcome {
    this.handle(input);
    for (const key of this.left) {
      if (!this.run.busy.has(key)) for (const id of [...(this.run.twins.get(key) ?? [])]) this.consider(id);
    }
    this.settlePhase();
    return { changes: this.changes, effects: this.effects };
  }

  private handle(input: Input): void {
    switch (input.type) {
      case 'start':
        if (this.run.phase !== 'queued') return;
        this.put({ type: 'run-moved', phase: 'running' });
        return this.layOut();
      case 'amend':
        this.put({ type: 'graph-set', graph: input.graph, quote: input.quote });
        if (this.run.phase !== 'paused') this.put({ type: 'run-moved', phase: 'running' });
        this.reviveCancelled();
        return this.layOut();
      case 'pause':
        return this.pause();
      case 'resume':
        return this.resume();
      case 'cancel':
        return this.cancel();
      case 'retry':
        return this.retry(input);
      default:
        return this.report(input);
    }
  }

  private put(change: Change): void {
    if (change.type === 'step-moved') this.leave(change.id);
    if (change.type === 'steps-laid') for (const id of [...change.drop, ...change.put.map((step) => step.id)]) this.leave(id);
    evolve(this.run, change, this.at);
    this.changes.push(change);
  }

  private leave(id: string): void {
    const entry = this.run.steps.get(id);
    if (entry?.fingerprint && activeStates.has(entry.state)) this.left.add(entry.fingerprint);
  }

  private move(id: string, state: StepRun['state'], more: Partial<Extract<Change, { type: 'step-moved' }>> = {}): void {
    this.put({ type: 'step-moved', id, state, ...more });
  }

  private stop(id: string): void {
    const entry = this.run.steps.get(id);
    if (entry && (entry.state === 'queued' || entry.state === 'running'))
      this.effects.push({ type: 'stop', step: id, attempt: entry.attempt });
  }

  /** A step whose reads exist gets its fingerprint and is looked up; the same request under way elsewhere is waited for. */
  private consider(id: string): void {
    const { run } = this;
    const entry = run.steps.get(id);
    if (entry?.state !== 'waiting' || run.missing.get(id) !== 0 || run.phase === 'paused' || run.phase === 'cancelled') return;
    const results = resultsOf(run);
    const request = requestKey(entry.step, (ref) => itemOf(ref, run.literals, results)?.hash);
    if (request === null) throw new Error(`${id} reads something that is not there`);
    const row =
      entry.step.model === undefined
        ? undefined
        : run.quote.rows.find(({ id: rowId }) => rowId === run.quote.choices[choiceKey(entry.step)]);
    if (entry.step.model !== undefined && !row) {
      return this.fail(id, {
        code: 'NO_MODEL',
        message: `No model was chosen for “${kindOf(entry.step.kind).title}”. Get a new price and start again.`,
      });
    }
    const key = fingerprint(request, row);
    if (run.busy.has(key)) return this.move(id, 'waiting', { fingerprint: key, fresh: entry.fresh });
    const { fresh } = entry;
    this.move(id, 'ready', { fingerprint: key, fresh, ...(row ? { row: row.id } : {}) });
    if (fresh) this.begin(id);
    else this.effects.push({ type: 'find', step: id, fingerprint: key });
  }

  private considerAll(): void {
    for (const [id, entry] of this.run.steps) if (entry.state === 'waiting') this.consider(id);
  }

  private begin(id: string): void {
    const { step, attempt, fresh } = this.run.steps.get(id) as StepRun;
    if (kindOf(step.kind).lane === 'person') return this.move(id, 'awaiting-person', { attempt: attempt + 1, ask: reviewOf(step) });
    this.queue(id, { attempt: attempt + 1, fresh });
  }

  private queue(id: string, more: Partial<Extract<Change, { type: 'step-moved' }>>): void {
    this.move(id, 'queued', more);
    this.effects.push({ type: 'start', step: id });
  }

  private fail(id: string, error: { code: string; message: string }): void {
    this.move(id, 'failed', { error });
    this.skipReaders(id);
  }

  private skipReaders(id: string): void {
    const queue = readersOf(this.run, id);
    for (let reader = queue.pop(); reader !== undefined; reader = queue.pop()) {
      if (this.run.steps.get(reader)?.state !== 'waiting') continue;
      this.move(reader, 'skipped');
      queue.push(...readersOf(this.run, reader));
    }
  }

  /** What was laid out or asked for anew while something it reads has failed already. */
  private skipHopeless(id: string): void {
    const { run } = this;
    const entry = run.steps.get(id);
    if (entry?.state !== 'waiting' || run.missing.get(id) === 0) return;
    let isHopeless = false;
    eachRead(entry.step, (ref) => {
      const source = run.steps.get(stepOf(ref))?.state;
      isHopeless ||= source === 'failed' || source === 'skipped';
    });
    if (!isHopeless) return;
    this.move(id, 'skipped');
    this.skipReaders(id);
  }

  private skipAllHopeless(): void {
    for (const id of this.run.steps.keys()) this.skipHopeless(id);
  }

  private unskipReaders(id: string): void {
    const queue = readersOf(this.run, id);
    for (let reader = queue.pop(); reader !== undefined; reader = queue.pop()) {
      if (this.run.steps.get(reader)?.state !== 'skipped') continue;
      this.move(reader, 'waiting');
      queue.push(...readersOf(this.run, reader));
    }
  }

  /** Back to waiting, with all that read it: what comes out the same is found again by its fingerprint. */
  private reset(id: string, fresh?: boolean): void {
    const queue: [id: string, fresh: boolean | undefined][] = [[id, fresh]];
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [step, again] = next;
      const entry = this.run.steps.get(step) as StepRun;
      this.stop(step);
      if (entry.state !== 'waiting' || entry.result || entry.fingerprint || again)
        this.move(step, 'waiting', { result: null, error: null, fingerprint: null, fresh: again, retries: 0, rewordings: 0 });
      for (const reader of readersOf(this.run, step)) if (this.run.steps.get(reader)?.state !== 'waiting') queue.push([reader, undefined]);
    }
  }

  /** Lays out the graph as far as it is certain; what is no longer asked for is dropped, what changed runs again. */
  private layOut(): void {
    const { run } = this;
    const expansion = expand(run.graph, { results: resultsOf(run), assets: run.assets });
    run.layout = expansion;
    const wanted = demand(expansion, run.quote.only);
    const put: Step[] = [];
    for (const id of wanted) {
      const step = expansion.steps.get(id) as Step;
      const before = run.steps.get(id)?.step;
      if (!before || canonical(before) !== canonical(step)) put.push(step);
    }
    const drop = [...run.steps.keys()].filter((id) => !wanted.has(id));
    const touched = new Set<string>();
    for (const id of [...drop, ...put.map((step) => step.id)]) {
      this.stop(id);
      for (const reader of readersOf(run, id)) touched.add(reader);
    }
    this.put({
      type: 'steps-laid',
      put,
      drop,
      literals: [...expansion.literals],
      outputs: [...expansion.outputs],
      wants: wantsOf(expansion),
      more: false,
    });
    for (const id of touched) if ((run.steps.get(id)?.state ?? 'waiting') !== 'waiting') this.reset(id);
    this.skipAllHopeless();
    this.considerAll();
  }

  /** The length of a list became known: only what hangs on its node is laid out, and only that is logged. */
  private layMore(node: string): void {
    const { run } = this;
    const expansion = run.layout;
    if (!expansion) return this.layOut();
    const literals = expansion.literals.size;
    const laid = expandMore(expansion, node, { results: resultsOf(run), assets: run.assets });
    const put = demandMore(expansion, laid, run.quote.only, run.steps).map((id) => expansion.steps.get(id) as Step);
    this.put({
      type: 'steps-laid',
      put,
      drop: [],
      literals: [...expansion.literals].slice(literals),
      outputs: [node, ...laid].flatMap((id) => outputsOf(expansion, id)),
      wants: laid.filter((id) => expansion.wiring.readBy.get(id)?.some((next) => expansion.unlaid.has(next))),
      more: true,
    });
    for (const { id } of put) {
      this.skipHopeless(id);
      this.consider(id);
    }
  }

  /** A result exists: whoever waited for the same request has it too, and the readers of all may go on. */
  private arrived(id: string): void {
    const { run } = this;
    const entry = run.steps.get(id) as StepRun;
    const all = [id, ...(run.twins.get(entry.fingerprint as string) ?? [])];
    for (const twin of all.slice(1)) this.move(twin, 'cached', { result: entry.result as never });
    for (const one of all) {
      const node = run.steps.get(one)?.step.node;
      if (node !== undefined && run.wants.has(node)) this.layMore(node);
    }
    for (const one of all) for (const reader of readersOf(run, one)) this.consider(reader);
  }

  /** What has begun is finished; what only waits for a place is taken back. */
  private pause(): void {
    if (endedPhases.has(this.run.phase)) return;
    this.put({ type: 'run-moved', phase: 'paused' });
    for (const [step, { state, attempt }] of this.run.steps) if (state === 'queued') this.effects.push({ type: 'withdraw', step, attempt });
  }

  private resume(): void {
    if (this.run.phase !== 'paused') return;
    this.put({ type: 'run-moved', phase: 'running' });
    // Of what was begun meanwhile a task may have been taken back too: one that is still there is left as it is.
    for (const [step, { state }] of this.run.steps)
      if (state === 'queued' || state === 'running') this.effects.push({ type: 'start', step });
    this.considerAll();
  }

  private cancel(): void {
    if (endedPhases.has(this.run.phase)) return;
    for (const [id, entry] of this.run.steps) {
      if (entry.state !== 'waiting' && !activeStates.has(entry.state)) continue;
      this.stop(id);
      this.move(id, 'cancelled');
    }
    this.put({ type: 'run-moved', phase: 'cancelled' });
    this.left.clear();
  }

  private reviveCancelled(): void {
    for (const [id, entry] of this.run.steps) if (entry.state === 'cancelled') this.move(id, 'waiting', { fingerprint: null });
  }

  private retry({ node, elements, fresh }: Extract<Input, { type: 'retry' }>): void {
    if (this.run.phase !== 'paused') this.put({ type: 'run-moved', phase: 'running' });
    this.reviveCancelled();
    const chosen = [...this.run.steps.values()].filter(({ step, state }) => {
      if (step.node !== node || (elements && !elements.includes(step.element))) return false;
      return fresh ? kindOf(step.kind).lane !== 'person' : state === 'failed';
    });
    for (const { step } of chosen) {
      this.reset(step.id, fresh);
      this.unskipReaders(step.id);
    }
    this.skipAllHopeless();
    this.considerAll();
  }

  /** A report from outside. One that is late, or of another attempt, changes nothing. */
  private report(input: Extract<Input, { step: string }>): void {
    const entry = this.run.steps.get(input.step);
    if (!entry) return;
    if (input.type === 'found') return this.found(entry, input);
    const isLive = entry.state === 'queued' || entry.state === 'running' || entry.state === 'awaiting-person';
    if (entry.attempt !== input.attempt || !isLive) return;
    const { fresh } = entry;
    switch (input.type) {
      case 'running':
        return entry.state === 'queued' ? this.move(input.step, 'running', { fresh }) : undefined;
      case 'succeeded':
        this.move(input.step, 'done', { result: input.result, error: null });
        return this.arrived(input.step);
      case 'asked':
        return this.move(input.step, 'awaiting-person', { ask: input.ask, fresh });
      case 'resumed':
        return this.queue(input.step, { fresh });
      case 'resubmit':
        return this.queue(input.step, { attempt: entry.attempt + 1, fresh });
      case 'failed':
        return this.recover(entry, input);
    }
  }

  /** A failed attempt: again, with another model or other words where that can help; else the step has failed. */
  private recover(entry: StepRun, input: Extract<Input, { type: 'failed' }>): void {
    const recovery = recoveryOf(this.run, entry, input);
    const { fresh } = entry;
    if (recovery.type === 'give-up') {
      for (const id of [input.step, ...(this.run.twins.get(entry.fingerprint as string) ?? [])]) this.fail(id, input.error);
      return;
    }
    if (recovery.type === 'reroute') {
      const { choice, row, from, why } = recovery;
      this.put({ type: 'rerouted', choice, row, from, why });
    }
    if (recovery.type !== 'again' || this.run.phase === 'paused') {
      this.move(input.step, 'waiting', { fingerprint: null, error: input.error, fresh, ...triesOf(recovery) });
      return this.consider(input.step);
    }
    this.queue(input.step, { attempt: entry.attempt + 1, fresh, error: input.error, waitMs: recovery.waitMs, ...triesOf(recovery) });
  }

  private found(entry: StepRun, input: Extract<Input, { type: 'found' }>): void {
    if (entry.state !== 'ready' || entry.fingerprint !== input.fingerprint) return;
    if (!input.result && this.run.phase === 'paused') return this.move(input.step, 'waiting', { fingerprint: null, fresh: entry.fresh });
    if (!input.result) return this.begin(input.step);
    this.move(input.step, 'cached', { result: input.result });
    this.arrived(input.step);
  }

  private settlePhase(): void {
    const { run } = this;
    if (run.phase !== 'running' && run.phase !== 'awaiting-person') return;
    const count = (state: StepRun['state']): number => run.tally.get(state) ?? 0;
    const moving = count('ready') + count('queued') + count('running');
    const broken = count('failed') + count('skipped') + count('cancelled') > 0;
    const phase: Phase = moving > 0 ? 'running' : count('awaiting-person') > 0 ? 'awaiting-person' : broken ? 'failed' : 'done';
    if (phase !== run.phase) this.put({ type: 'run-moved', phase });
  }
}

function triesOf(recovery: Recovery): { retries?: number; rewordings?: number } {
  return recovery.type === 'again' ? { retries: recovery.retries, rewordings: recovery.rewordings } : {};
}

function reviewOf({ params }: Step): Ask {
  return { kind: 'review', message: String(params.question ?? ''), choices: ['approve', 'reject'] };
}

function wantsOf(expansion: Expansion): string[] {
  const wants = new Set<string>();
  for (const id of expansion.unlaid)
    for (const source of expansion.wiring.feeds.get(id) ?? []) if (!expansion.unlaid.has(source)) wants.add(source);
  return [...wants];
}

function outputsOf(expansion: Expansion, id: string): [string, Value | null][] {
  const definition = nodeTypes.get(expansion.graph.nodes[id]?.type ?? '');
  return Object.keys(definition?.outputs ?? {}).map((name) => [`${id}.${name}`, expansion.outputs.get(`${id}.${name}`) ?? null]);
}
