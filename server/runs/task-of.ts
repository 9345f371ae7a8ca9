import { itemOf } from '#graphs/refs.ts';
import { choiceKey } from '#graphs/route.ts';
import { type Run, resultsOf, type StepRun } from '#graphs/run.ts';
import { secondsOf } from '#graphs/time.ts';
import type { Facts } from '#nodes/facts.ts';
import type { Item } from '#nodes/items.ts';
import type { Row } from '#nodes/price.ts';
import { kindOf } from '#nodes/steps.ts';
import type { Lane, Task } from '#server/queue/contract.ts';
import type { RunRow } from '#server/store/contract.ts';

/** The present attempt of a step as a task that any process can do. */
export function taskOf(run: Run, row: RunRow, entry: StepRun, order: Pick<Task, 'rank' | 'place' | 'seconds'>): Task {
  const { step, attempt, fingerprint = '', waitMs = 0, rewordings = 0 } = entry;
  const model = rowOf(run, entry);
  const gives = predictedOf(run, entry);
  return {
    runId: row.id,
    stepId: step.id,
    attempt,
    workspaceId: row.workspaceId,
    userId: row.userId,
    lane: laneOf(model),
    priority: row.priority,
    ...order,
    notBeforeMs: waitMs === 0 ? 0 : Date.now() + waitMs,
    job: {
      kind: step.kind,
      params: step.params,
      take: step.take,
      reads: readsOf(run, entry),
      fingerprint,
      fresh: entry.fresh === true,
      rewordings,
      name: row.name,
      ...(model ? { row: model } : {}),
      ...(gives ? { gives } : {}),
    },
  };
}

/** Expected seconds of the work on a step, before anything of the kind was seen here. */
export function expectedSeconds(run: Run, entry: StepRun): number {
  return secondsOf(entry.step, rowOf(run, entry), predictedOf(run, entry));
}

/** The elements a step reads, all of which exist. */
export function readsOf(run: Run, { step }: StepRun): Record<string, Item | Item[]> {
  const results = resultsOf(run);
  const item = (ref: string): Item => itemOf(ref, run.literals, results) as Item;
  const reads: Record<string, Item | Item[]> = {};
  for (const [name, read] of Object.entries(step.reads)) reads[name] = typeof read === 'string' ? item(read) : read.map(item);
  return reads;
}

/** The local renderer draws on this machine's processors; agents and remote services have lanes of their own. */
function laneOf(row: Row | undefined): Lane {
  if (!row || row.provider === 'animatic') return 'cpu';
  return row.provider === 'agent' ? `agent:${row.id}` : `provider:${row.provider}`;
}

function rowOf(run: Run, { step, row }: StepRun): Row | undefined {
  if (step.model === undefined) return undefined;
  const id = row ?? run.quote.choices[choiceKey(step)];
  return run.quote.rows.find((one) => one.id === id);
}

function predictedOf(run: Run, { step }: StepRun): Facts | undefined {
  for (const [name, port] of Object.entries(kindOf(step.kind).gives))
    if (port.count !== 'many') return run.layout?.facts.get(`${step.id}:${name}`);
  return undefined;
}
