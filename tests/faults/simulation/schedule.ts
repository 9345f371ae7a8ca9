import { type Ask, endedPhases, type Input, newRun, type Phase, type StepRun } from '#graphs/run.ts';
import { answer, askedOf } from '#server/runs/answers.ts';
import type { RunRow } from '#server/store/contract.ts';
import { Chance } from './chance.ts';
import { copy } from './copy.ts';
import { filmFromPool } from './films.ts';
import { Installation, type Server } from './installation.ts';
import { Services } from './provider.ts';
import type { Process } from './world.ts';
import { Violation, World } from './world.ts';

export type Plan = {
  readonly seed: number;
  readonly fleet: boolean;
  /** Which of the disturbances happen, by their number; all where it is not given. */
  readonly only?: ReadonlySet<number>;
  /** Number of the film in the pool, where it is not left to the seed. */
  readonly film?: number;
};
export type Report = {
  readonly seed: number;
  readonly fleet: boolean;
  readonly fired: number;
  readonly disturbances: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly steps: number;
  readonly submits: number;
  readonly failure?: string;
  readonly trace: readonly string[];
};

const films = 160;
const amendments = 3;
const runId = 'run';
const mostEvents = 25_000;

/** Runs one schedule to its end and holds what came out against the promises of the engine. */
export async function runSchedule(plan: Plan): Promise<Report> {
  const world = new World(plan.seed);
  const schedule = new Schedule(world, plan);
  let failure: string | undefined;
  try {
    await world.rule(() => schedule.run());
  } catch (thrown) {
    failure = thrown instanceof Violation ? thrown.message : `${(thrown as Error).stack}`;
  }
  return { ...schedule.figures(), ...(failure === undefined ? {} : { failure }) };
}

class Schedule {
  private readonly world: World;
  private readonly plan: Plan;
  private readonly chaos: Chance;
  private readonly services: Services;
  private readonly place: Installation;
  private readonly film: number;
  private disturbances = 0;
  private readonly kinds: Record<string, number> = {};
  private healing = false;
  /** What a person has said that allows something to be paid for again. */
  private words = 0;

  constructor(world: World, plan: Plan) {
    this.world = world;
    this.plan = plan;
    this.chaos = new Chance(plan.seed, 2);
    const trouble = this.chaos.happens(0.8) ? this.chaos.next() * 1.5 : 0;
    this.services = new Services(world, trouble);
    this.place = new Installation(world, this.services, plan.fleet);
    const drawn = this.chaos.below(films);
    this.film = plan.film ?? drawn;
    this.place.loss = this.place.fleet ? this.chaos.next() * 0.3 : 0;
    this.place.database.refusals = this.chaos.happens(0.3) ? 0.01 : 0;
  }

  figures(): Omit<Report, 'failure'> {
    const { seed } = this.plan;
    const { disturbances, kinds, world, services, place } = this;
    const steps = place.database.audits.get(runId)?.run.steps.size ?? 0;
    return { seed, fleet: place.fleet, fired: world.fired, disturbances, kinds, steps, submits: services.jobs.length, trace: world.trace };
  }

  async run(): Promise<void> {
    await this.open();
    while (this.world.fired < 8) await this.world.step();
    this.begin();
    await this.world.drain();
    const until = 40 + this.chaos.below(350);
    while (this.world.fired < until) {
      if (this.chaos.happens(0.04)) this.disturb();
      await this.world.step();
    }
    await this.heal();
    this.checkAtRest();
  }

  private get row(): RunRow {
    return this.place.database.rows.get(runId) as RunRow;
  }

  /** One process after another, so that each has its own timers. */
  private async open(): Promise<void> {
    const { place, world } = this;
    const openings = [() => void place.openServer()];
    if (place.fleet && this.chaos.happens(0.6)) openings.push(() => void place.openServer());
    if (place.fleet) for (let workers = 1 + this.chaos.below(2); workers > 0; workers -= 1) openings.push(() => void place.openWorker());
    for (const opening of openings) {
      opening();
      await world.drain();
    }
  }

  private begin(): void {
    const { place, world } = this;
    const { graph, quote } = filmFromPool(this.film);
    const budgetMicros = this.chaos.happens(0.2) ? 500_000 : 1_000_000_000;
    const row = {
      id: runId,
      workspaceId: 'w',
      userId: 'u',
      graphId: null,
      name: 'Film',
      label: null,
      tier: 'standard',
      state: 'queued',
      priority: 0,
      seq: 1,
      tally: {},
      quote,
      estimate: null,
      budgetMicros,
      idempotencyKey: null,
      createdAt: world.now(),
      startedAt: world.now(),
      endedAt: null,
    };
    place.database.insert(row, { seq: 1, at: world.now(), change: { type: 'graph-set', graph: copy(graph), quote: copy(quote) } });
    const [server] = place.servers;
    if (!server) return;
    place.database.leases.set(runId, { holder: server.process.name, untilMs: world.nowMs + 10_000 });
    world.current = server.process;
    void server.table.begin(row, newRun(copy(graph), copy(quote), new Map()), 1).catch(() => undefined);
  }

  private disturb(): void {
    const act = this.chaos.pick(this.acts);
    const [dice, number] = [this.chaos.next(), this.disturbances];
    this.disturbances += 1;
    if (this.plan.only && !this.plan.only.has(number)) return;
    this.kinds[act] = (this.kinds[act] ?? 0) + 1;
    this.world.note(`#${number} ${act}`);
    this.carryOut(act, dice);
  }

  private readonly acts = [
    'kill',
    'kill',
    'kill',
    'freeze',
    'freeze',
    'flush',
    'answer',
    'answer',
    'answer',
    'answer',
    'pause',
    'resume',
    'resume',
    'retry',
    'amend',
    'cancel',
    'spurious',
  ] as const;

  private carryOut(act: (typeof this.acts)[number], dice: number): void {
    const { place } = this;
    const victims = [...place.servers.map(({ process }) => process), ...place.workers].filter(({ alive }) => alive);
    const victim = victims[Math.floor(dice * victims.length)];
    switch (act) {
      case 'kill':
        return victim && this.kill(victim);
      case 'freeze':
        return victim && this.world.freeze(victim, dice < 0.5 ? 5_000 : 30_000);
      case 'flush':
        return place.fleet ? place.flush() : undefined;
      case 'answer':
        return this.answerOne(dice);
      case 'pause':
      case 'resume':
        return this.send({ type: act });
      case 'cancel':
        this.words += 1;
        return dice < 0.3 ? this.send({ type: 'cancel' }) : undefined;
      case 'retry': {
        if (dice > 0.4) return;
        this.asksAnew();
        const { graph } = this.place.database.audits.get(runId)?.run ?? filmFromPool(this.film);
        return this.send({ type: 'retry', node: this.chaos.pick(Object.keys(graph.nodes)), fresh: dice < 0.15 });
      }
      case 'amend': {
        if (dice > 0.4) return;
        this.asksAnew();
        return this.send({ type: 'amend', ...copy(filmFromPool(this.film, Math.floor(dice * 2.5 * amendments))) });
      }
      case 'spurious':
        return this.reportAgain(dice);
    }
  }

  private asksAnew(): void {
    this.words += 1;
    const audit = this.place.database.audits.get(runId);
    if (audit) audit.revived = true;
  }

  /** A report that comes late or twice, of any attempt there ever was. */
  private reportAgain(dice: number): void {
    const steps = [...(this.place.database.audits.get(runId)?.run.steps.values() ?? [])];
    const entry = steps[Math.floor(dice * steps.length)];
    if (!entry || entry.attempt === 0) return;
    const late: Input[] = [
      { type: 'running', step: entry.step.id, attempt: entry.attempt },
      { type: 'failed', step: entry.step.id, attempt: entry.attempt - 1, error: { code: 'LATE', message: 'late' } },
      { type: 'resumed', step: entry.step.id, attempt: entry.attempt - 1 },
    ];
    if (entry.result) late.push({ type: 'succeeded', step: entry.step.id, attempt: entry.attempt, result: entry.result });
    this.send(this.chaos.pick(late));
  }

  private kill(victim: Process): void {
    const { place, world } = this;
    world.note(`${victim.name} dies`);
    world.kill(victim);
    const isServer = place.servers.some(({ process }) => process === victim);
    place.later(500 + this.chaos.below(8_000), () => (isServer ? place.openServer() : place.openWorker()));
  }

  private serverAtHand(): Server | undefined {
    const standing = this.place.servers.filter(({ process }) => process.alive && process.frozenUntilMs <= this.world.nowMs);
    return standing.find(({ table }) => table.driven(runId)) ?? standing[0];
  }

  private send(input: Input): void {
    const server = this.serverAtHand();
    if (!server) return;
    this.world.park(
      server.process,
      input.type,
      0,
      () => void this.deliver(server, input).catch((thrown: Error) => this.world.note(thrown.message)),
    );
  }

  private async deliver(server: Server, input: Input): Promise<void> {
    this.world.note(`${server.process.name} takes ${input.type}`);
    await server.table.send(this.row, input);
  }

  /** A person answers one of the steps that wait for one. */
  private answerOne(dice: number): void {
    const server = this.serverAtHand();
    const waiting = [...(this.place.database.audits.get(runId)?.run.steps.values() ?? [])].filter(({ ask }) => ask);
    const entry = waiting[Math.floor(dice * waiting.length)];
    if (server && entry)
      this.world.park(
        server.process,
        'answer',
        0,
        () => void this.decide(server, entry, dice).catch((thrown: Error) => this.world.note(thrown.message)),
      );
  }

  private async decide(server: Server, { step, ask }: StepRun, dice: number): Promise<void> {
    const choice = choiceOf(ask as Ask, dice, this.healing);
    this.world.note(`a person answers ${step.id}: ${choice}`);
    if (choice === 'resubmit') this.words += 1;
    const asked = await server.table.look(this.row, (run) => askedOf(this.row, run, step.id));
    const { input, keep } = await answer(server.store, this.row, asked, { choice }, this.world.now());
    if (keep) await server.store.results.keep(keep.workspaceId, keep.fingerprint, keep.result, { replace: false, at: this.world.now() });
    await this.deliver(server, input);
  }

  /** Nothing is disturbed any more: now everything must come to an end. */
  private async heal(): Promise<void> {
    const { world, place, services } = this;
    this.healing = true;
    world.note('the world heals');
    world.unrest = 0;
    services.trouble = 0;
    place.loss = 0;
    place.database.refusals = 0;
    for (let actedMs = 0; ; ) {
      for (let events = 0; events < 10; events += 1) await this.world.step();
      if (await this.isAtRest()) return;
      if (world.nowMs - actedMs > 2_000) {
        actedMs = world.nowMs;
        if (this.row.state === 'paused') this.send({ type: 'resume' });
        this.answerOne(this.chaos.next());
      }
      if (world.fired > mostEvents) throw new Violation(`I2: the run does not come to rest\n${this.whatWaits()}`);
    }
  }

  private async isAtRest(): Promise<boolean> {
    const { database } = this.place;
    const isOpen = [...database.calls.values()].some(({ state }) => state !== 'settled');
    if (!endedPhases.has(this.row.state as Phase) || isOpen) return false;
    return (await this.place.tasksLeft()) === 0;
  }

  private whatWaits(): string {
    const { database } = this.place;
    const run = database.audits.get(runId)?.run;
    const steps = [...(run?.steps.values() ?? [])].map(
      ({ step, state, attempt, ask }) => `${step.id} ${state} ${attempt} ${ask?.kind ?? ''}`,
    );
    const calls = [...database.calls.values()].filter(({ state }) => state !== 'settled').map(({ ref, state }) => `${ref} ${state}`);
    return [
      this.row.state,
      run?.phase,
      ...steps,
      ...calls,
      `inbox ${database.inbox.length}`,
      `driven by ${database.leases.get(runId)?.holder}`,
      ...this.world.waiting(),
    ].join('\n');
  }

  private checkAtRest(): void {
    const { database } = this.place;
    const run = database.audits.get(runId)?.run;
    if (!run) throw new Violation('there is no run');
    const phase = this.row.state;
    if (run.phase !== phase) throw new Violation(`I2: the row says ${phase}, the log ${run.phase}`);
    const states = [...run.steps.values()].map(({ state }) => state);
    if (phase === 'done' && states.some((state) => state !== 'done' && state !== 'cached'))
      throw new Violation(`I2: done, with ${this.whatWaits()}`);
    if (
      states.some(
        (state) => state === 'waiting' || state === 'ready' || state === 'queued' || state === 'running' || state === 'awaiting-person',
      )
    )
      throw new Violation(`I2: ended, with ${this.whatWaits()}`);
    this.checkMoney();
  }

  private checkMoney(): void {
    const { database } = this.place;
    this.services.endAll();
    if (database.heldAndSpent(runId).heldMicros !== 0) throw new Violation('I3: money is held at rest');
    for (const { call, from, micros } of database.booked) {
      const charged = this.services.chargedFor(call.ref);
      // Given up by a person, or with nobody left to ask: it is booked as charged, and may not have been.
      const givenUp = (from === 'unknown' || from === 'accepted' || from === 'done') && micros === call.micros;
      if (charged !== micros && !givenUp)
        throw new Violation(`I3: ${call.ref} (${from}) is booked with ${micros}, the provider charged ${charged}`);
    }
    for (const { ref } of this.services.jobs)
      if (!database.calls.has(ref)) throw new Violation(`I3: ${ref} was sent and is not in the journal`);
    if (this.words === 0) this.checkPaidOnce();
  }

  /** Where no person asked for anything again, no step has been paid for again. */
  private checkPaidOnce(): void {
    const paid = new Map<string, string>();
    for (const { ref, status } of this.services.jobs) {
      const call = this.place.database.calls.get(ref);
      if (!call || status?.state !== 'done') continue;
      const before = paid.get(call.fingerprint);
      if (before) throw new Violation(`I1: ${before} and ${ref} ask for the same, and both were paid for`);
      paid.set(call.fingerprint, ref);
    }
  }
}

function choiceOf({ kind, choices }: Ask, dice: number, healing: boolean): string {
  if (kind === 'review') return dice < 0.8 ? 'approve' : 'reject';
  if (kind === 'budget') return dice < 0.8 ? (choices[0] as string) : 'cancel';
  const last = choices.length - 1;
  return choices[healing ? last - Math.floor(dice * 2) : Math.floor(dice * choices.length)] as string;
}
