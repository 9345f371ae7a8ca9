import type { AssetFiles } from '#executors/assets.ts';
import type { runStep } from '#executors/run-step.ts';
import type { Result } from '#nodes/items.ts';
import type { Row } from '#nodes/price.ts';
import type { Reach } from '#server/provider-access.ts';
import type { Task } from '#server/queue/contract.ts';
import type { ResultStore } from '#server/store/contract.ts';
import { failedOutcome, type Outcome } from './outcome.ts';
import { type PaidCallPorts, paidCall } from './paid-call.ts';

/** Carries out one step on this machine; a seam, so that the engine can be measured with steps that do nothing. */
export type StepRunner = typeof runStep;

export type CarryOutPorts = PaidCallPorts & {
  readonly runStep: StepRunner;
  readonly results: ResultStore;
  files(task: Task): AssetFiles;
  readonly reach: Reach;
  /** Hears what became of a paid step. */
  seen?(task: Task, row: Row, outcome: Outcome): void;
};

/** A task in the hands of a worker. */
export type InHand = {
  readonly task: Task;
  /** How often somebody has taken it without ending it, this time included. */
  readonly claims: number;
  /** Aborted when the task must be let go at once: the claim is lost, or the process closes. */
  readonly lost: AbortSignal;
  /** Aborted when nobody wants the result any more. */
  readonly unwanted: AbortSignal;
  progress(fraction: number, note?: string): void;
};

/** Whoever holds a task so often without ending it is killed by it. */
const mostClaims = 4;

/** Carries out a task, wherever its row is served, and tells what became of it. Never throws. */
export async function carryOut(hand: InHand, ports: CarryOutPorts): Promise<Outcome> {
  const { task, lost } = hand;
  try {
    const stored = await resultOfAnother(hand, ports.results);
    if (stored) return { type: 'succeeded', result: stored };
    const outcome = isRemote(task) ? await callProvider(hand, ports) : await runHere(hand, ports);
    return lost.aborted ? { type: 'dropped' } : outcome;
  } catch (thrown) {
    if (lost.aborted || hand.unwanted.aborted) return { type: 'dropped' };
    return failedOutcome(thrown);
  }
}

/** Rows of `provider:` lanes cost money and go through the journal. */
function isRemote({ lane }: Task): boolean {
  return lane.startsWith('provider:');
}

/** Whoever had this task before may have died between storing its result and saying so. */
async function resultOfAnother({ task, claims }: InHand, results: ResultStore): Promise<Result | undefined> {
  if (claims === 1 || task.job.fresh) return undefined;
  return results.find(task.workspaceId, task.job.fingerprint);
}

async function callProvider(hand: InHand, ports: CarryOutPorts): Promise<Outcome> {
  const row = hand.task.job.row as Row;
  const isEnding = (): boolean => hand.lost.aborted || hand.unwanted.aborted;
  try {
    const outcome = await callRow(hand, row, ports);
    if (!isEnding()) ports.seen?.(hand.task, row, outcome);
    return outcome;
  } catch (thrown) {
    if (!isEnding()) ports.seen?.(hand.task, row, failedOutcome(thrown));
    throw thrown;
  }
}

async function callRow({ task, lost, unwanted, progress }: InHand, row: Row, ports: CarryOutPorts): Promise<Outcome> {
  const reached = await ports.reach(row, task.workspaceId);
  if (!reached) {
    const message = `There is no key for ${row.provider} any more. Set it again, then retry.`;
    return { type: 'failed', error: { code: 'PROVIDER_KEY', message } };
  }
  const { provider, access } = reached;
  const wanted = (): boolean => !unwanted.aborted && !task.orphan;
  return paidCall({ task, row, provider, access: { ...access, signal: lost }, files: ports.files(task), wanted, progress }, ports);
}

async function runHere({ task, claims, lost, unwanted, progress }: InHand, ports: CarryOutPorts): Promise<Outcome> {
  if (claims > mostClaims) {
    const message = `Whoever did this step stopped answering, ${claims - 1} times. Look for what is special about its input, then retry.`;
    return { type: 'failed', error: { code: 'WORKER_LOST', message } };
  }
  const { kind, params, take, reads } = task.job;
  const signal = AbortSignal.any([lost, unwanted]);
  const result = await ports.runStep({ kind, params, take, reads, signal, progress }, ports.files(task));
  return { type: 'succeeded', result };
}
