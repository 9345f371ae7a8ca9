import type { Hello, InputFile, Lease, Progress, UploadAnswer, Want, Welcome } from '#gpu-agents/protocol.ts';
import type { AgentView } from '#server/contract/agents.ts';
import { type Claim, type Lane, leaseMs, renewEveryMs } from '#server/queue/contract.ts';
import { inputsOf } from './input-files.ts';
import { type ReportParts, Reports } from './reports.ts';
import { leaseIdOf, openTicket, sealClaim } from './ticket.ts';
import type { Transfers } from './transfers.ts';

/** The way to an agent. */
export type AgentLink = {
  /** Resolves with whether the agent has taken it; false where no answer came in time. */
  lease(lease: Lease): Promise<boolean>;
  cancel(lease: string, why: 'stop' | 'lost'): void;
  replaced(): void;
};

export type SessionParts = ReportParts & {
  readonly transfers: Transfers;
  /** Seals what agents bring back. */
  readonly secret: string;
  /** How often a task was handed to agents of this server without coming to an end. */
  readonly offers: Map<string, number>;
};

type Held = { readonly claim: Claim; seq: number };

/** Whoever is handed a task so often without ending it is killed by it. */
const mostOffers = 4;

/** One agent as long as its connection lasts. Its leases outlive it, in the queue and in the agent's own journal. */
export class AgentSession {
  readonly hello: Hello;
  readonly link: AgentLink;
  readonly holder: string;
  private readonly parts: SessionParts;
  private readonly reports: Reports;
  private readonly leases = new Map<string, Held>();
  private readonly idleCounts: Record<string, number> = {};
  private readonly since: string;
  private idle: string[] = [];
  private want: Want | undefined;
  private busy = 0;
  private listening: { lanes: string; end(): void } | undefined;
  private claiming = false;
  private again = false;
  private closed = false;

  constructor(hello: Hello, link: AgentLink, parts: SessionParts) {
    this.hello = hello;
    this.link = link;
    this.parts = parts;
    this.holder = `agent:${hello.agent}`;
    this.since = parts.clock().toISOString();
    this.reports = new Reports(parts);
  }

  /** Takes up the leases that the agent still holds. */
  async welcome(version: number): Promise<Welcome> {
    const keep: string[] = [];
    for (const { lease, ticket } of this.hello.holds) {
      const claim = this.claimOf(ticket);
      if (!claim || leaseIdOf(claim) !== lease || (await this.parts.queue.renew(claim)) === 'lost') continue;
      this.leases.set(lease, { claim, seq: -1 });
      keep.push(lease);
    }
    return { version, agent: this.hello.agent, leaseMs, renewEveryMs, keep };
  }

  /** What the agent can take now; used up by one lease. */
  wants(want: Want): void {
    this.busy = want.busy;
    this.idle = [];
    for (const [reason, count] of Object.entries(want.idle)) this.countIdle(reason, count);
    const lanes = [...want.rows.map((row): Lane => `agent:${row}`), ...(want.cpu && this.hello.cpu ? ['cpu'] : [])];
    this.want = lanes.length > 0 ? want : undefined;
    this.listenTo(lanes);
    void this.claim(lanes);
  }

  async renew(ids: readonly string[]): Promise<Record<string, 'held' | 'stop' | 'lost'>> {
    return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await this.renewOne(id)] as const)));
  }

  /** Progress of one lease, in order; nothing after its end. */
  progress({ lease, seq, fraction, note }: Progress): void {
    const held = this.leases.get(lease);
    if (!held || seq <= held.seq) return;
    held.seq = seq;
    const { runId, stepId: step } = held.claim.task;
    this.parts.bus.publish({ type: 'progress', runId, step, fraction, ...(note === undefined ? {} : { note }) });
  }

  async inputs(ticket: string): Promise<InputFile[]> {
    const claim = this.demand(ticket);
    return inputsOf(claim.task, this.parts);
  }

  async uploads(ticket: string, files: readonly { sha256: string; bytes: number }[]): Promise<UploadAnswer> {
    this.demand(ticket);
    const { storage, transfers } = this.parts;
    const one = async ({ sha256, bytes }: { sha256: string; bytes: number }) =>
      (await storage.bytes(sha256)) === bytes ? { sha256 } : { sha256, url: await transfers.upload(sha256, bytes) };
    return { files: await Promise.all(files.map(one)) };
  }

  async report(ticket: string, outcome: Parameters<Reports['take']>[1]): ReturnType<Reports['take']> {
    const claim = this.claimOf(ticket);
    if (!claim) return { type: 'invalid', message: 'This lease was not given to this agent by this installation.' };
    const answer = await this.reports.take(claim, outcome);
    if (answer.type !== 'incomplete') {
      this.leases.delete(leaseIdOf(claim));
      if (outcome.type !== 'refused') this.parts.offers.delete(taskKey(claim));
    }
    return answer;
  }

  /** Asks again whether the leases of a run are still wanted. */
  lookAt(runId: string): void {
    for (const [id, { claim }] of this.leases) {
      if (claim.task.runId !== runId) continue;
      void this.renewOne(id).then((answer) => {
        if (answer !== 'held') this.link.cancel(id, answer);
      });
    }
  }

  view(): AgentView {
    const { agent: id, name, version, gpus, runners, rows, cpu, slots } = this.hello;
    const { busy, idle, idleCounts, since } = this;
    return {
      id,
      name,
      version,
      gpus,
      runners,
      rows: rows.map((row) => row.id),
      cpu,
      slots,
      busy,
      idle,
      idleCounts: { ...idleCounts },
      since,
    };
  }

  close(): void {
    this.closed = true;
    this.want = undefined;
    this.listening?.end();
    this.listening = undefined;
  }

  private async renewOne(id: string): Promise<'held' | 'stop' | 'lost'> {
    const held = this.leases.get(id);
    if (!held) return 'lost';
    // A queue that cannot be reached says nothing about the claim: its lease decides.
    const answer = await this.parts.queue.renew(held.claim).catch(() => 'held' as const);
    if (answer === 'lost') this.leases.delete(id);
    return answer;
  }

  private listenTo(lanes: readonly Lane[]): void {
    const key = lanes.join(' ');
    if (this.closed || this.listening?.lanes === key) return;
    this.listening?.end();
    this.listening = { lanes: key, end: this.parts.queue.onWork(lanes, () => void this.claim(lanes)) };
  }

  /** Claims for what is wanted. A hint that comes meanwhile is not forgotten. */
  private async claim(lanes: readonly Lane[]): Promise<void> {
    if (this.claiming) {
      this.again = true;
      return;
    }
    this.claiming = true;
    try {
      do {
        this.again = false;
        await this.claimOnce(lanes);
      } while (this.again && this.want);
    } catch (err) {
      this.parts.log.warn({ err, agent: this.hello.agent }, 'no task could be claimed for an agent');
    } finally {
      this.claiming = false;
    }
  }

  private async claimOnce(lanes: readonly Lane[]): Promise<void> {
    const { want } = this;
    if (!want) return;
    const claim = await this.parts.queue.claim(this.holder, this.lanesNow(want, lanes));
    if (!claim) return this.countIdle((await this.waits(lanes)) ? 'lane-limit' : 'no-task', 1);
    if (this.want !== want) await this.giveBack(claim);
    // An agent that does not answer must say anew what it wants.
    else if ((await this.offer(claim)) !== 'settled' && this.want === want) this.want = undefined;
    this.again = true;
  }

  /** What is wanted may have changed since the listener was set. */
  private lanesNow(want: Want, lanes: readonly Lane[]): Lane[] {
    return lanes.filter((lane) => (lane === 'cpu' ? want.cpu : want.rows.includes(lane.slice('agent:'.length))));
  }

  private async waits(lanes: readonly Lane[]): Promise<boolean> {
    return (await this.parts.queue.load()).some(({ lane, waiting }) => waiting > 0 && lanes.includes(lane));
  }

  private countIdle(reason: string, count: number): void {
    if (count === 0) return;
    this.idleCounts[reason] = (this.idleCounts[reason] ?? 0) + count;
    if (!this.idle.includes(reason)) this.idle.push(reason);
  }

  /** Hands a claim to the agent. `settled`: it needs no agent any more · `untaken`: there was no answer, and it was given back. */
  private async offer(claim: Claim): Promise<'taken' | 'settled' | 'untaken'> {
    const key = taskKey(claim);
    const offers = (this.parts.offers.get(key) ?? 0) + 1;
    if (await this.reports.settleWithout(claim, offers > mostOffers)) {
      this.parts.offers.delete(key);
      return 'settled';
    }
    const lease = leaseIdOf(claim);
    this.leases.set(lease, { claim, seq: -1 });
    const isTaken = !this.closed && (await this.link.lease(await this.leaseOf(claim, lease)).catch(() => false));
    if (!isTaken) {
      this.leases.delete(lease);
      await this.giveBack(claim);
      return 'untaken';
    }
    this.parts.offers.set(key, offers);
    const { runId, stepId: step, attempt } = claim.task;
    // Not awaited: what follows may be committed together with it.
    this.parts.report(runId, { type: 'running', step, attempt }).catch(() => undefined);
    return 'taken';
  }

  private async giveBack(claim: Claim): Promise<void> {
    await this.parts.queue.release(claim).catch(() => false);
  }

  private async leaseOf(claim: Claim, lease: string): Promise<Lease> {
    const { task, fence } = claim;
    const { lane } = task;
    const { kind, params, take, reads, fingerprint, fresh, gives, name } = task.job;
    return {
      lease,
      ticket: sealClaim(claim, this.parts.secret),
      runId: task.runId,
      step: task.stepId,
      attempt: task.attempt,
      fence,
      ...(lane === 'cpu' ? {} : { row: lane.slice('agent:'.length) }),
      job: { kind, params, take, reads, fingerprint, fresh, name, ...(gives ? { gives: { ...gives } } : {}) },
      inputs: await inputsOf(task, this.parts),
      leaseMs,
    };
  }

  private claimOf(ticket: string): Claim | undefined {
    const claim = openTicket(ticket, this.parts.secret);
    return claim?.holder === this.holder ? claim : undefined;
  }

  private demand(ticket: string): Claim {
    const claim = this.claimOf(ticket);
    if (!claim) throw new Error('This lease was not given to this agent by this installation.');
    return claim;
  }
}

function taskKey({ task: { runId, stepId, attempt } }: Claim): string {
  return JSON.stringify([runId, stepId, attempt]);
}
