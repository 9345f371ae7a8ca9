import { isDeepStrictEqual } from 'node:util';
import type { AssetFiles } from '#executors/assets.ts';
import { deliver } from '#executors/deliver.ts';
import { StepError, stepErrors } from '#executors/errors.ts';
import { type Access, type CallStatus, type Handle, type Provider, type Submission, UnclearError } from '#executors/providers/contract.ts';
import type { Facts } from '#nodes/facts.ts';
import type { Item, Result } from '#nodes/items.ts';
import { type Micros, priceOf, type Row } from '#nodes/price.ts';
import { kindOf } from '#nodes/steps.ts';
import { usdFromMicros } from '#server/contract/money.ts';
import type { Task } from '#server/queue/contract.ts';
import type { ResultStore } from '#server/store/contract.ts';
import type { CallRow, CallStore, OverCap } from '#server/store/money-contract.ts';
import { failedOutcome, type Outcome } from './outcome.ts';
import { rewordedJob } from './rewording.ts';

/** Named places at which a process may die; tests die at each of them. */
export type CrashPoint =
  | 'before-intent'
  | 'after-intent'
  | 'after-sent'
  | 'after-socket-write'
  | 'before-accepted'
  | 'after-accepted'
  | 'after-done'
  | 'mid-download'
  | 'after-kept'
  | 'before-settle'
  | 'after-settle';

export type PaidCallPorts = {
  readonly calls: CallStore;
  readonly results: ResultStore;
  readonly now: () => string;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Does nothing outside of tests. */
  at(point: CrashPoint): Promise<void> | void;
};

export type PaidCallOf = {
  readonly task: Task;
  readonly row: Row;
  readonly provider: Provider;
  readonly access: Access;
  readonly files: AssetFiles;
  /** False once nobody waits for the result. What was sent is followed to its end all the same, because it is paid for. */
  wanted(): boolean;
  progress(fraction: number, note?: string): void;
};

/** How long reconciling goes on before a person is asked. */
const reconcileForMs = 90_000;
const submitTimeoutMs = 60_000;

type FailedStatus = Extract<CallStatus, { state: 'failed' }>;
type DoneStatus = Extract<CallStatus, { state: 'done' }>;

/**
 * The one function that spends money. Intent and hold are committed before anything is sent, `sent` before the request goes
 * out, the handle as soon as there is one; a call whose answer never came is looked for and never sent again. Started again
 * with the same task it goes on where the journal says it was. `access.signal` aborts it at once, without a trace but the journal.
 */
export async function paidCall(of: PaidCallOf, ports: PaidCallPorts): Promise<Outcome> {
  return new PaidCall(of, ports).run();
}

class PaidCall {
  private readonly of: PaidCallOf;
  private readonly ports: PaidCallPorts;

  constructor(of: PaidCallOf, ports: PaidCallPorts) {
    this.of = of;
    this.ports = ports;
  }

  async run(): Promise<Outcome> {
    const { runId, stepId, attempt } = this.of.task;
    const found = await this.ports.calls.find(runId, stepId, attempt);
    const begun = found ? { call: found } : await this.begin();
    if (!('call' in begun)) return begun;
    // A call found as `sent` was in the hands of a process that has died: nobody knows whether it arrived.
    if (found?.state === 'sent') await this.move(found, 'unknown', {});
    for (;;) {
      this.of.access.signal.throwIfAborted();
      const call = await this.ports.calls.find(runId, stepId, attempt);
      if (!call) throw new StepError('INTERNAL', `The journal has lost the paid call of ${stepId}. See the log.`);
      const outcome = await this.advance(call);
      if (outcome) return outcome;
    }
  }

  private async begin(): Promise<{ call: CallRow } | Outcome> {
    const { task, row, provider, access, files } = this.of;
    const made = await this.resultOfAnother();
    if (made) return { type: 'succeeded', result: made };
    if (!this.of.wanted()) return { type: 'dropped' };
    const { job, warnings } = rewordedJob(task.job);
    const built = await provider.prepare({ ...job, row, gives: job.gives, path: (hash) => files.path(hash) }, access);
    const submission: Submission = { request: built.request, warnings: [...warnings, ...built.warnings] };
    const expected = priceOf(row, job.gives, textFacts(task), job);
    const micros = (await provider.quote?.(submission, access).catch(() => undefined)) ?? expected;
    await this.ports.at('before-intent');
    const begun = await this.ports.calls.begin({
      ref: `${task.runId}/${task.stepId}/${task.attempt}`,
      workspaceId: task.workspaceId,
      userId: task.userId,
      runId: task.runId,
      stepId: task.stepId,
      attempt: task.attempt,
      fingerprint: job.fingerprint,
      provider: provider.id,
      rowId: row.id,
      micros,
      task,
      submission,
      intentAt: this.ports.now(),
    });
    if ('over' in begun) return overBudget(begun.over, micros, row);
    await this.ports.at('after-intent');
    return begun;
  }

  /**
   * What another call for the same gives is paid for already. It may still be under way, for an attempt that nobody waits for
   * any more (one that a pause took back, say) or for another run: then it is awaited.
   */
  private async resultOfAnother(): Promise<Result | undefined> {
    const { task, provider, access } = this.of;
    if (task.job.fresh) return undefined;
    while (this.of.wanted() && (await this.isUnderWay())) await this.ports.sleep(provider.pollEveryMs, access.signal);
    return this.ports.results.find(task.workspaceId, task.job.fingerprint);
  }

  /** A call in doubt of another run may be asking a person there for days. */
  private async isUnderWay(): Promise<boolean> {
    const { runId, stepId, attempt, workspaceId, job } = this.of.task;
    for (const call of await this.ports.calls.openFor(workspaceId, job.fingerprint)) {
      if (call.runId !== runId && call.state !== 'unknown') return true;
      if (call.runId === runId && (call.stepId !== stepId || call.attempt !== attempt)) return true;
    }
    return false;
  }

  /** One step forward from the state that the journal tells. An outcome ends it. */
  private advance(call: CallRow): Promise<Outcome | undefined> {
    switch (call.state) {
      case 'intent':
        return this.send(call);
      case 'sent':
        // Another process is sending it at this moment, or has died doing so.
        return this.waitForSender(call);
      case 'unknown':
        return this.reconcile(call);
      case 'accepted':
        return this.poll(call);
      case 'done':
        return this.takeDelivery(call);
      case 'failed':
        return this.settleFailed(call);
      case 'settled':
        return this.settledOutcome(call);
    }
  }

  private async send(call: CallRow): Promise<Outcome | undefined> {
    const { provider, access } = this.of;
    if (!this.of.wanted()) {
      await this.ports.calls.settle(call.ref, 0, this.ports.now());
      return { type: 'dropped' };
    }
    if (!(await this.move(call, 'sent', {}))) return undefined;
    await this.ports.at('after-sent');
    let handle: Handle;
    try {
      // Not ended with the work: a request on its way out is better awaited than left in doubt.
      const signal = AbortSignal.timeout(provider.answerWithinMs ?? submitTimeoutMs);
      handle = await provider.start(call.submission as Submission, call.ref, { ...access, signal });
    } catch (thrown) {
      if (!(thrown instanceof StepError)) {
        await this.move({ ...call, state: 'sent' }, 'unknown', {});
        return undefined;
      }
      // Proven to have been refused before it was accepted: nothing is owed, and it may be sent again. Not so where somebody else
      // has taken it over and found it in doubt: with a key, it may have been accepted from them.
      const refused: FailedStatus = { state: 'failed', code: thrown.code, message: thrown.message, micros: 0 };
      if (!(await this.move({ ...call, state: 'sent' }, 'failed', { outcome: refused }))) return undefined;
      await this.settle(call, 0);
      throw thrown;
    }
    await this.ports.at('after-socket-write');
    await this.ports.at('before-accepted');
    // Whoever took the work over meanwhile may have found the call in doubt: here is the answer.
    await this.ports.calls.move(call.ref, ['sent', 'unknown'], 'accepted', { at: this.ports.now(), handle });
    await this.ports.at('after-accepted');
    return undefined;
  }

  private async waitForSender(call: CallRow): Promise<undefined> {
    await this.ports.sleep(this.of.provider.pollEveryMs, this.of.access.signal);
    const age = Date.parse(this.ports.now()) - Date.parse(call.sentAt ?? call.intentAt);
    if (age > reconcileForMs) await this.move(call, 'unknown', {});
  }

  /** Looks for the call at the provider. Only a person may give it up. */
  private async reconcile(call: CallRow): Promise<Outcome | undefined> {
    const { provider, access, wanted } = this.of;
    this.of.progress(0, `Asking ${provider.title} whether the request arrived`);
    const found = await this.lookFor(call).catch((thrown: unknown) => unsureUnless(thrown, access.signal));
    if (typeof found === 'object') {
      await this.move(call, 'accepted', { handle: found });
      return undefined;
    }
    const canStillShow = found === 'unsure' && provider.idempotency !== 'none' && this.ageOf(call.sentAt) < reconcileForMs;
    if (canStillShow) {
      await this.ports.sleep(provider.pollEveryMs, access.signal);
      return undefined;
    }
    if (wanted()) return unknownCall(call, provider, found);
    // Nobody is left to ask: what may have been charged is booked as charged.
    await this.ports.calls.settle(call.ref, call.micros, this.ports.now());
    return { type: 'dropped' };
  }

  private async lookFor({ submission, ref, sentAt, intentAt }: CallRow): Promise<Handle | 'not-there' | 'unsure'> {
    const { provider, access } = this.of;
    // With a key the provider itself makes sure that the same request is not taken twice.
    if (provider.idempotency === 'key') return provider.start(submission as Submission, ref, access);
    if (!provider.find) return 'unsure';
    const isOurs = (handle: Handle): Promise<boolean> => this.ports.calls.holdsHandle(provider.id, handle, ref);
    return provider.find({ submission: submission as Submission, ref, sentAt: sentAt ?? intentAt, isOurs }, access);
  }

  private ageOf(time: string | null): number {
    return Date.parse(this.ports.now()) - Date.parse(time ?? this.ports.now());
  }

  private async poll(call: CallRow): Promise<undefined> {
    const { provider, access, progress, wanted } = this.of;
    let cancelled = false;
    for (;;) {
      const status = await provider.status(call.handle as Handle, access).catch((thrown: unknown) => busyUnless(thrown, access.signal));
      if (status.state !== 'working') {
        await this.move(call, status.state, { outcome: status });
        await this.ports.at('after-done');
        return;
      }
      progress(status.fraction ?? 0, status.note);
      if (!wanted() && !cancelled) {
        cancelled = true;
        await provider.cancel?.(call.handle as Handle, access).catch(() => undefined);
      }
      if (this.ageOf(call.acceptedAt) > provider.patienceMs) {
        await this.move(call, 'failed', { outcome: neverEnded(provider, call) });
        return;
      }
      await this.ports.sleep(provider.pollEveryMs, access.signal);
    }
  }

  /** Fetching is free, so it is tried until it works or the result is surely gone; what it has cost is booked either way. */
  private async takeDelivery(call: CallRow): Promise<Outcome | undefined> {
    const { task, access, provider } = this.of;
    const status = call.outcome as DoneStatus;
    const kept = task.job.fresh ? undefined : await this.ports.results.find(task.workspaceId, task.job.fingerprint);
    try {
      const result = kept ?? (await this.fetch(call, status));
      if (!kept) await this.keep(result);
      await this.ports.at('after-kept');
      await this.settle(call, status.micros ?? call.micros);
      return { type: 'succeeded', result };
    } catch (thrown) {
      access.signal.throwIfAborted();
      if (!(thrown instanceof StepError)) throw thrown;
      const mayComeBack = stepErrors[thrown.code].retry !== 'never' && this.ageOf(call.acceptedAt) < provider.patienceMs;
      if (mayComeBack) {
        await this.ports.sleep(provider.pollEveryMs, access.signal);
        return undefined;
      }
      await this.settle(call, status.micros ?? call.micros);
      return withoutRemedy(thrown);
    }
  }

  /** Addresses of results run out, also while nobody is there to follow them: the provider is asked once for new ones. */
  private async fetch(call: CallRow, status: DoneStatus): Promise<Result> {
    const { task, access, files, provider } = this.of;
    const { warnings } = call.submission as Submission;
    const { baseUrl, key, signal } = access;
    const options = { baseUrl, key, signal, warnings, reached: () => this.ports.at('mid-download') };
    try {
      return await deliver(task.job, status, files, options);
    } catch (thrown) {
      if (!(thrown instanceof StepError) || thrown.code !== 'RESULT_GONE') throw thrown;
      const now = await provider.status(call.handle as Handle, access).catch((error: unknown) => busyUnless(error, signal));
      if (now.state !== 'done' || isDeepStrictEqual(now.gives, status.gives)) throw thrown;
      return deliver(task.job, now, files, options);
    }
  }

  private async settle(call: CallRow, micros: Micros): Promise<void> {
    await this.ports.at('before-settle');
    await this.ports.calls.settle(call.ref, micros, this.ports.now());
    await this.ports.at('after-settle');
  }

  private keep(result: Result): Promise<void> {
    const { workspaceId, job } = this.of.task;
    return this.ports.results.keep(workspaceId, job.fingerprint, result, { replace: job.fresh, at: this.ports.now() });
  }

  /** What has cost something is not asked for again by itself. */
  private async settleFailed(call: CallRow): Promise<Outcome> {
    const status = call.outcome as FailedStatus;
    await this.settle(call, status.micros);
    return toldAgain(status);
  }

  /** Somebody has ended it already: what came of it is told again. */
  private async settledOutcome(call: CallRow): Promise<Outcome> {
    const outcome = call.outcome as CallStatus | null;
    if (outcome?.state === 'failed') return toldAgain(outcome);
    const { workspaceId, job } = this.of.task;
    const result = await this.ports.results.find(workspaceId, job.fingerprint);
    if (result) return { type: 'succeeded', result };
    if (call.sentAt === null) return failedOutcome(new StepError('WORKER_LOST', 'This request was taken back before it was sent.'));
    return withoutRemedy(new StepError('UNKNOWN_CALL', 'This request was given up. Retry to send a new one, which is paid for anew.'));
  }

  private move(call: CallRow, to: 'sent' | 'unknown' | 'accepted' | 'done' | 'failed', more: object): Promise<boolean> {
    return this.ports.calls.move(call.ref, [call.state], to, { at: this.ports.now(), ...more });
  }
}

function textFacts({ job }: Task): Facts | undefined {
  const name = Object.entries(kindOf(job.kind).reads).find(([read, port]) => port.kind === 'text' && job.reads[read])?.[0];
  const read = name === undefined ? job.reads.shot : job.reads[name];
  return Array.isArray(read) ? undefined : (read as Item | undefined)?.facts;
}

function overBudget({ scope, limitMicros, spentMicros, heldMicros }: OverCap, micros: Micros, row: Row): Outcome {
  const whose = { run: 'The budget of this run', user: 'Your monthly limit', workspace: 'The monthly limit of the workspace' }[scope];
  const left = Math.max(0, limitMicros - spentMicros - heldMicros);
  const message = `${row.title} asks $${usdFromMicros(micros)} for this step. ${whose} has $${usdFromMicros(left)} left of $${usdFromMicros(limitMicros)}.`;
  return { type: 'asked', ask: { kind: 'budget', message, micros, choices: scope === 'run' ? ['raise', 'cancel'] : ['retry', 'cancel'] } };
}

function unknownCall({ micros, sentAt }: CallRow, { title }: Provider, found: 'not-there' | 'unsure'): Outcome {
  const known = found === 'not-there' ? 'It does not show there' : 'Whether it arrived cannot be told';
  const message = `A request to ${title} was sent at ${sentAt ?? 'an unknown time'} and its answer was lost. ${known}. It may have been charged: $${usdFromMicros(micros)}.`;
  return { type: 'asked', ask: { kind: 'unknown-call', message, micros, choices: ['check-again', 'resubmit', 'cancel'] } };
}

function neverEnded({ title, patienceMs }: Provider, { micros }: CallRow): FailedStatus {
  const minutes = Math.round(patienceMs / 60_000);
  const message = `${title} accepted this step and has not finished it within ${minutes} minutes. It may be charged. Retry to pay for another try.`;
  return { state: 'failed', code: 'UNKNOWN_CALL', message, micros };
}

/** A failure of polling says nothing about the job. */
function busyUnless(thrown: unknown, signal: AbortSignal): CallStatus {
  signal.throwIfAborted();
  if (!(thrown instanceof StepError)) throw thrown;
  return { state: 'working', note: thrown.message };
}

function unsureUnless(thrown: unknown, signal: AbortSignal): 'unsure' {
  signal.throwIfAborted();
  if (thrown instanceof StepError || thrown instanceof UnclearError) return 'unsure';
  throw thrown;
}

function toldAgain({ code, message, micros }: FailedStatus): Outcome {
  const error = new StepError(code, message);
  return micros > 0 ? withoutRemedy(error) : failedOutcome(error);
}

function withoutRemedy(error: StepError): Outcome {
  return { type: 'failed', error: { code: error.code, message: error.message }, thrown: error };
}
