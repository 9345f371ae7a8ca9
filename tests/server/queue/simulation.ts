import { type Claim, type Queue, renewEveryMs } from '#server/queue/contract.ts';
import { openMemoryQueue } from '#server/queue/memory-queue.ts';
import type { Film, FilmStep } from './sample-films.ts';
import { sampleTask } from './sample-task.ts';
import { VirtualTime } from './virtual-time.ts';

/** A film that a user asks for at a time of the simulation, in seconds. */
export type Order = { readonly userId: string; readonly film: Film; readonly atSeconds: number };
/** One that does steps, one at a time: so many seconds of work in a second. */
export type Slot = { readonly speed: number };
export type Turn = {
  readonly userId: string;
  readonly order: number;
  /** Seconds of work, at speed 1. */
  readonly workSeconds: number;
  readonly readySeconds: number;
  readonly beganSeconds: number;
  readonly endedSeconds: number;
};

type Moment = { readonly atSeconds: number; readonly happen: () => Promise<void> };
type Live = {
  readonly order: Order;
  readonly at: number;
  readonly missing: Map<string, number>;
  readonly readers: Map<string, FilmStep[]>;
};

const lane = 'agent:any';

/** Films on slots in virtual time, through the queue of the product. Whoever is free claims; of several, the fastest first. */
class Simulation {
  readonly turns: Turn[] = [];
  private readonly time = new VirtualTime();
  private readonly queue: Queue = openMemoryQueue({ now: this.time.now, setTimer: this.time.setTimer });
  private readonly beganMs = this.time.now();
  private readonly moments: Moment[] = [];
  private readonly free: { readonly speed: number; readonly name: string }[];
  private readonly lives: Live[];
  private readonly readyAt = new Map<string, number>();
  private readonly held = new Set<Claim>();
  private renewedSeconds = 0;

  constructor(orders: readonly Order[], slots: readonly Slot[]) {
    this.free = slots.map(({ speed }, at) => ({ speed, name: `slot-${at}` })).sort((a, b) => a.speed - b.speed);
    this.lives = orders.map((order, at) => live(order, at));
    for (const one of this.lives)
      this.plan(one.order.atSeconds, () =>
        this.put(
          one,
          one.order.film.filter(({ reads }) => reads.length === 0),
        ),
      );
  }

  async run(untilSeconds: number): Promise<Turn[]> {
    for (let moment = this.next(); moment && moment.atSeconds <= untilSeconds; moment = this.next()) {
      await this.moveTo(moment.atSeconds);
      await moment.happen();
      // Everything of one moment happens before anybody claims.
      if (this.moments[0]?.atSeconds !== moment.atSeconds) await this.claim();
    }
    await this.queue.close();
    return this.turns;
  }

  private get seconds(): number {
    return (this.time.now() - this.beganMs) / 1_000;
  }

  /** Holders renew on the way there. */
  private async moveTo(atSeconds: number): Promise<void> {
    while (this.held.size > 0 && this.renewedSeconds + renewEveryMs / 1_000 < atSeconds) {
      this.renewedSeconds += renewEveryMs / 1_000;
      await this.time.moveTo(this.beganMs + this.renewedSeconds * 1_000);
      for (const claim of this.held)
        if ((await this.queue.renew(claim)) !== 'held') throw new Error('A holder that renews lost its claim.');
    }
    await this.time.moveTo(this.beganMs + atSeconds * 1_000);
    if (this.held.size === 0) this.renewedSeconds = atSeconds;
  }

  private async put({ order, at }: Live, steps: readonly FilmStep[]): Promise<void> {
    for (const { id } of steps) this.readyAt.set(`${at}/${id}`, this.seconds);
    const task = ({ id, rank, place, expected }: FilmStep) =>
      sampleTask({ runId: `${at}`, stepId: id, userId: order.userId, lane, rank, place, seconds: expected });
    await this.queue.put(steps.map(task));
  }

  private async claim(): Promise<void> {
    for (let slot = this.free.at(-1); slot; slot = this.free.at(-1)) {
      const claim = await this.queue.claim(slot.name, [lane]);
      if (!claim) return;
      this.free.pop();
      this.begin(claim, slot);
    }
  }

  private begin(claim: Claim, slot: { readonly speed: number; readonly name: string }): void {
    const one = this.lives[Number(claim.task.runId)] as Live;
    const step = one.order.film[claim.task.place] as FilmStep;
    const beganSeconds = this.seconds;
    this.held.add(claim);
    this.plan(beganSeconds + step.seconds / slot.speed, async () => {
      this.held.delete(claim);
      if (!(await this.queue.finish(claim))) throw new Error('A holder that renews could not end its task.');
      const readySeconds = this.readyAt.get(`${one.at}/${step.id}`) ?? 0;
      this.turns.push({
        userId: one.order.userId,
        order: one.at,
        workSeconds: step.seconds,
        readySeconds,
        beganSeconds,
        endedSeconds: this.seconds,
      });
      const at = this.free.findIndex(({ speed }) => speed >= slot.speed);
      this.free.splice(at < 0 ? this.free.length : at, 0, slot);
      await this.put(one, freed(one, step));
    });
  }

  private plan(atSeconds: number, happen: () => Promise<void>): void {
    let [low, high] = [0, this.moments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.moments[middle] as Moment).atSeconds <= atSeconds) low = middle + 1;
      else high = middle;
    }
    this.moments.splice(low, 0, { atSeconds, happen });
  }

  private next(): Moment | undefined {
    return this.moments.shift();
  }
}

function live(order: Order, at: number): Live {
  const readers = new Map<string, FilmStep[]>();
  for (const step of order.film) for (const read of step.reads) readers.set(read, [...(readers.get(read) ?? []), step]);
  return { order, at, readers, missing: new Map(order.film.map(({ id, reads }) => [id, reads.length])) };
}

/** Steps that can start because another one has ended. */
function freed({ missing, readers }: Live, { id }: FilmStep): FilmStep[] {
  return (readers.get(id) ?? []).filter((reader) => {
    const left = (missing.get(reader.id) ?? 0) - 1;
    missing.set(reader.id, left);
    return left === 0;
  });
}

/** Every step that ended until then, in order. */
export function simulate(orders: readonly Order[], slots: readonly Slot[], untilSeconds = Infinity): Promise<Turn[]> {
  return new Simulation(orders, slots).run(untilSeconds);
}
