import { StepError, type StepErrorCode, stepErrors } from '#executors/errors.ts';
import type { AgentOutcome, ReportAnswer } from '#gpu-agents/protocol.ts';
import type { Input } from '#graphs/run.ts';
import type { Result } from '#nodes/items.ts';
import type { Bus } from '#server/bus/contract.ts';
import type { Claim, Queue } from '#server/queue/contract.ts';
import type { Logger } from '#server/runs/logger.ts';
import { failedOutcome } from '#server/runs/outcome.ts';
import type { Storage } from '#server/storage/contract.ts';
import type { AssetStore, ResultStore } from '#server/store/contract.ts';
import { missingFiles, resultOf, type Succeeded } from './check-result.ts';
import { leaseIdOf } from './ticket.ts';

export type ReportParts = {
  readonly queue: Queue;
  readonly bus: Bus;
  readonly storage: Storage;
  readonly assets: AssetStore;
  readonly results: ResultStore;
  readonly log: Logger;
  readonly clock: () => Date;
  random(): number;
  /** Tells the driver of the run. */
  report(runId: string, input: Input): Promise<void>;
};

/** Takes the ends of leases, as often as they come: a result is kept, then reported to the run, then its task is finished. */
export class Reports {
  private readonly parts: ReportParts;
  /** A report that is repeated while it is being taken gets the same answer. */
  private readonly under = new Map<string, Promise<ReportAnswer>>();

  constructor(parts: ReportParts) {
    this.parts = parts;
  }

  take(claim: Claim, outcome: AgentOutcome): Promise<ReportAnswer> {
    const id = leaseIdOf(claim);
    const before = this.under.get(id);
    if (before) return before;
    const answer = this.settle(claim, outcome).finally(() => this.under.delete(id));
    this.under.set(id, answer);
    return answer;
  }

  /**
   * Ends a task that needs no agent: its result was kept by somebody whose lease was lost, or it has stopped too many. False
   * where it has to be done.
   */
  async settleWithout(claim: Claim, isPoison: boolean): Promise<boolean> {
    const { runId, stepId: step, attempt, workspaceId, job } = claim.task;
    const stored = job.fresh ? undefined : await this.parts.results.find(workspaceId, job.fingerprint);
    if (stored) await this.parts.report(runId, { type: 'succeeded', step, attempt, result: stored });
    else if (!isPoison) return false;
    else {
      const message = 'Every agent that did this step stopped answering. Look for what is special about its input, then retry.';
      await this.parts.report(runId, { type: 'failed', step, attempt, error: { code: 'WORKER_LOST', message } });
    }
    await this.parts.queue.finish(claim);
    return true;
  }

  private async settle(claim: Claim, outcome: AgentOutcome): Promise<ReportAnswer> {
    const { queue } = this.parts;
    switch (outcome.type) {
      case 'stopped':
        return { type: (await queue.finish(claim)) ? 'taken' : 'late' };
      case 'refused':
        this.parts.log.info({ run: claim.task.runId, step: claim.task.stepId, reason: outcome.reason }, 'an agent gave a step back');
        return { type: (await queue.release(claim)) ? 'taken' : 'late' };
      case 'failed':
        return this.end(claim, this.failure(claim, outcome));
      case 'succeeded':
        return this.succeed(claim, outcome);
    }
  }

  private async succeed(claim: Claim, outcome: Succeeded): Promise<ReportAnswer> {
    const { storage, assets, clock } = this.parts;
    const missing = await missingFiles(outcome, storage);
    if (missing.length > 0) return { type: 'incomplete', missing };
    const { task } = claim;
    let result: Result;
    try {
      result = await resultOf(outcome, task, { storage, assets, now: () => clock().toISOString() });
    } catch (error) {
      if (!(error instanceof StepError) || error.code === 'DISK_FULL') throw error;
      return this.end(claim, this.failure(claim, { type: 'failed', code: error.code, message: error.message }));
    }
    const { stepId: step, attempt } = task;
    return this.end(claim, { type: 'succeeded', step, attempt, result }, result);
  }

  /** Only the holder of the claim reports; what a late one has made is kept for the next. */
  private async end(claim: Claim, input: Input, result?: Result): Promise<ReportAnswer> {
    const { queue, results, clock } = this.parts;
    const { runId, workspaceId, job } = claim.task;
    const hold = await queue.renew(claim);
    const replace = job.fresh && hold !== 'lost';
    if (result) await results.keep(workspaceId, job.fingerprint, result, { replace, at: clock().toISOString() });
    if (hold === 'lost') return { type: 'late' };
    if (hold === 'held') await this.parts.report(runId, input);
    return { type: (await queue.finish(claim)) ? 'taken' : 'late' };
  }

  private failure({ task }: Claim, { code, message, detail, retryAfterMs }: Extract<AgentOutcome, { type: 'failed' }>): Input {
    const known = (code in stepErrors ? code : 'TOOL_FAILED') as StepErrorCode;
    const more = { ...(detail === undefined ? {} : { detail }), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    const thrown = new StepError(known, message, more);
    const { stepId: step, attempt } = task;
    this.parts.log.warn({ err: thrown, run: task.runId, step }, 'a step failed on an agent');
    const failed = failedOutcome(thrown) as Extract<ReturnType<typeof failedOutcome>, { type: 'failed' }>;
    const { error, remedy, retryAfterMs: waitMs } = failed;
    return {
      type: 'failed',
      step,
      attempt,
      error,
      jitter: this.parts.random(),
      ...(remedy ? { remedy } : {}),
      ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    };
  }
}
