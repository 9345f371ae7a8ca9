import { eachRead, isLiteral, stepOf } from './refs.ts';
import { activeStates, type Change, type Run, type StepRun, type StepState } from './run.ts';

/** Applies one change, in place: the same on the server, in the browser and at replay. `at`: when it happened, RFC 3339. */
export function evolve(run: Run, change: Change, at: string): void {
  switch (change.type) {
    case 'graph-set':
      run.graph = change.graph;
      run.quote = change.quote;
      return;
    case 'run-moved':
      run.phase = change.phase;
      return;
    case 'rerouted':
      run.quote = { ...run.quote, choices: { ...run.quote.choices, [change.choice]: change.row } };
      return;
    case 'steps-laid':
      laySteps(run, change);
      return;
    case 'step-moved':
      moveStep(run, change, at);
  }
}

function laySteps(run: Run, change: Extract<Change, { type: 'steps-laid' }>): void {
  for (const id of change.drop) {
    const attempt = run.steps.get(id)?.attempt ?? 0;
    if (attempt > 0) run.dropped.set(id, attempt);
    unlink(run, id);
    run.steps.delete(id);
    run.missing.delete(id);
  }
  if (!change.more) {
    run.literals.clear();
    run.outputs.clear();
    run.wants.clear();
  }
  for (const [ref, item] of change.literals) run.literals.set(ref, item);
  for (const [port, value] of change.outputs) run.outputs.set(port, value);
  for (const node of change.wants) run.wants.add(node);
  for (const step of change.put) {
    const before = run.steps.get(step.id);
    unlink(run, step.id);
    run.steps.set(step.id, { step, state: 'waiting', attempt: before?.attempt ?? run.dropped.get(step.id) ?? 0 });
    count(run, 'waiting', 1);
    if (before?.result) countMissing(run, step.id, 1);
  }
  for (const step of change.put) link(run, step.id);
}

function link(run: Run, id: string): void {
  const { step } = run.steps.get(id) as StepRun;
  let missing = 0;
  eachRead(step, (ref) => {
    if (isLiteral(ref)) return;
    const source = stepOf(ref);
    const readers = run.readers.get(source) ?? new Map<string, number>();
    run.readers.set(source, readers);
    readers.set(id, (readers.get(id) ?? 0) + 1);
    if (!run.steps.get(source)?.result) missing += 1;
  });
  run.missing.set(id, missing);
}

function unlink(run: Run, id: string): void {
  const entry = run.steps.get(id);
  if (!entry) return;
  count(run, entry.state, -1);
  index(run, id, entry, false);
  eachRead(entry.step, (ref) => run.readers.get(stepOf(ref))?.delete(id));
}

const startStates: ReadonlySet<StepState> = new Set(['running', 'awaiting-person']);
const endStates: ReadonlySet<StepState> = new Set(['done', 'cached', 'failed', 'skipped', 'cancelled']);

function moveStep(run: Run, change: Extract<Change, { type: 'step-moved' }>, at: string): void {
  const entry = run.steps.get(change.id);
  if (!entry) return;
  const had = entry.result !== undefined;
  count(run, entry.state, -1);
  count(run, change.state, 1);
  index(run, change.id, entry, false);
  entry.state = change.state;
  if (change.attempt !== undefined) entry.attempt = change.attempt;
  if (change.fingerprint !== undefined) entry.fingerprint = change.fingerprint ?? undefined;
  if (change.result !== undefined) entry.result = change.result ?? undefined;
  if (change.error !== undefined) entry.error = change.error ?? undefined;
  entry.fresh = change.fresh;
  entry.ask = change.ask;
  entry.waitMs = change.waitMs;
  if (change.row !== undefined) entry.row = change.row;
  if (change.retries !== undefined) entry.retries = change.retries;
  if (change.rewordings !== undefined) entry.rewordings = change.rewordings;
  if (startStates.has(change.state)) entry.startedAt = at;
  if (change.state === 'waiting') entry.startedAt = undefined;
  entry.endedAt = endStates.has(change.state) ? at : undefined;
  index(run, change.id, entry, true);
  const has = entry.result !== undefined;
  if (had !== has) countMissing(run, change.id, had ? 1 : -1);
}

function count(run: Run, state: StepState, by: number): void {
  run.tally.set(state, (run.tally.get(state) ?? 0) + by);
}

function countMissing(run: Run, id: string, by: number): void {
  for (const [reader, times] of run.readers.get(id) ?? []) run.missing.set(reader, (run.missing.get(reader) ?? 0) + by * times);
}

/** Keeps who is at work on a fingerprint, and who waits for the same request. */
function index(run: Run, id: string, { fingerprint, state }: StepRun, on: boolean): void {
  if (!fingerprint) return;
  const map = activeStates.has(state) ? run.busy : state === 'waiting' ? run.twins : undefined;
  if (!map) return;
  const set = map.get(fingerprint) ?? new Set<string>();
  if (on) set.add(id);
  else set.delete(id);
  if (set.size > 0) map.set(fingerprint, set);
  else map.delete(fingerprint);
}
