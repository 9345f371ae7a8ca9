import { type Claim, type Lane, type LaneLimit, type LaneLoad, leaseMs, type Queue, type Task } from './contract.ts';
import { type Entry, EntryBook } from './entry-book.ts';
import { FairOrder, goesBefore } from './fair-order.ts';
import { Heap } from './heap.ts';
import { LaneGate } from './lane-gate.ts';
import { NextMoment, type SetTimer, setNodeTimer, WorkBell } from './work-bell.ts';

export type MemoryQueueOptions = {
  /** Milliseconds since 1970 that never go back. `notBeforeMs` and pauses are read by this clock. */
  readonly now?: () => number;
  readonly setTimer?: SetTimer;
};

/** `turn` grows with the work begun; among lanes that one holder asks for, the lowest goes first. */
type LaneState = { readonly name: Lane; readonly order: FairOrder<Entry>; readonly gate: LaneGate; waiting: number; turn: number };

/** Seconds that the shortest task counts for when lanes take turns. */
const leastTurn = 0.1;

/** Milliseconds since 1970 at which the process began, and what has passed since: no change of the system's time moves it. */
export function monotonicNow(): number {
  return performance.timeOrigin + performance.now();
}

/** A queue inside the process. It is empty at the start, and filled from the state of the runs. */
export function openMemoryQueue(options: MemoryQueueOptions = {}): Queue {
  return new MemoryQueue(options);
}

class MemoryQueue implements Queue {
  private readonly now: () => number;
  private readonly book = new EntryBook();
  private readonly lanes = new Map<Lane, LaneState>();
  private readonly later = new Heap<Entry>((a, b) => a.notBeforeMs < b.notBeforeMs);
  private readonly held = new Heap<Entry>((a, b) => a.leaseEndsMs < b.leaseEndsMs);
  private readonly weights = new Map<string, number>();
  private readonly bell = new WorkBell();
  private readonly next: NextMoment;
  private tickets = 0;
  private fences = 0;

  constructor({ now = monotonicNow, setTimer = setNodeTimer }: MemoryQueueOptions) {
    this.now = now;
    this.next = new NextMoment(setTimer, () => this.wake());
  }

  async put(tasks: readonly Task[]): Promise<void> {
    const now = this.catchUp();
    for (const task of tasks) {
      if (this.book.knows(task)) continue;
      const entry = this.entryOf(task);
      this.book.add(entry);
      this.lane(task.lane).waiting += 1;
      this.await(entry, now);
    }
  }

  async claim(holder: string, lanes: readonly Lane[]): Promise<Claim | undefined> {
    const now = this.catchUp();
    const lane = this.choose(lanes, now);
    const first = lane?.order.peek();
    return lane && first && this.give(lane, first, holder, now);
  }

  async renew(claim: Claim): Promise<'held' | 'stop' | 'lost'> {
    const now = this.catchUp();
    const entry = this.heldBy(claim);
    if (!entry) return 'lost';
    entry.leaseEndsMs = now + leaseMs;
    this.held.moved(entry);
    return entry.stopped ? 'stop' : 'held';
  }

  async finish(claim: Claim): Promise<boolean> {
    const now = this.catchUp();
    const entry = this.heldBy(claim);
    if (!entry) return false;
    this.letGo(entry);
    this.book.drop(entry);
    this.freed(entry, now);
    return true;
  }

  async release(claim: Claim, notBeforeMs = 0): Promise<boolean> {
    const now = this.catchUp();
    const entry = this.heldBy(claim);
    if (!entry) return false;
    entry.claims -= 1;
    this.giveBack(entry, notBeforeMs, now);
    return true;
  }

  async stop(runId: string, steps: readonly { readonly stepId: string; readonly attempt: number }[]): Promise<void> {
    const now = this.catchUp();
    for (const { stepId, attempt } of steps) {
      const entry = this.book.find(runId, stepId, attempt);
      if (entry?.state === 'held') entry.stopped = true;
      else if (entry) this.takeBack(entry, now);
    }
  }

  async withdraw(runId: string, steps: readonly { readonly stepId: string; readonly attempt: number }[]): Promise<void> {
    const now = this.catchUp();
    for (const { stepId, attempt } of steps) {
      const entry = this.book.find(runId, stepId, attempt);
      if (entry && entry.state !== 'held') this.takeBack(entry, now);
    }
  }

  async prioritise(runId: string, priority: number): Promise<void> {
    const now = this.catchUp();
    for (const entry of this.book.ofRun(runId)) {
      if (entry.state === 'held') entry.priority = priority;
      else {
        this.leaveLine(entry);
        entry.priority = priority;
        this.await(entry, now);
      }
    }
  }

  async weigh(userId: string, weight: number): Promise<void> {
    if (!(weight > 0 && weight < Infinity)) throw new RangeError(`A user's share is a number above 0; ${weight} is not.`);
    if (weight === 1) this.weights.delete(userId);
    else this.weights.set(userId, weight);
  }

  async limit(name: Lane, limit: LaneLimit): Promise<void> {
    const now = this.catchUp();
    const lane = this.lane(name);
    lane.gate.setLimit(limit);
    this.look(lane, now);
  }

  async pause(name: Lane, untilMs: number): Promise<void> {
    const now = this.catchUp();
    const lane = this.lane(name);
    lane.gate.pausedUntilMs = Math.max(lane.gate.pausedUntilMs, untilMs);
    this.look(lane, now);
  }

  onWork(lanes: readonly Lane[], listener: () => void): () => void {
    const end = this.bell.listen(lanes, listener);
    const now = this.catchUp();
    for (const name of lanes) {
      const lane = this.lanes.get(name);
      if (lane) this.look(lane, now);
    }
    return end;
  }

  async load(): Promise<LaneLoad[]> {
    const now = this.catchUp();
    return [...this.lanes.values()].map(({ name, waiting, gate: { running, pausedUntilMs } }) => ({
      lane: name,
      waiting,
      running,
      ...(pausedUntilMs > now ? { pausedUntilMs } : {}),
    }));
  }

  async close(): Promise<void> {
    this.next.clear();
    this.bell.clear();
    this.book.clear();
    this.lanes.clear();
  }

  private lane(name: Lane): LaneState {
    let lane = this.lanes.get(name);
    if (!lane) {
      lane = { name, order: new FairOrder(), gate: new LaneGate(), waiting: 0, turn: 0 };
      this.lanes.set(name, lane);
    }
    return lane;
  }

  private entryOf(task: Task): Entry {
    this.tickets += 1;
    const { lane, userId, priority, seconds, rank, place, notBeforeMs } = task;
    const order = { lane, userId, priority, seconds, rank, place, ticket: this.tickets };
    return { task, ...order, state: 'later', notBeforeMs, fence: 0, claims: 0, holder: '', leaseEndsMs: 0, stopped: false, at: -1 };
  }

  /** Whose time has come may start, and whose lease has ended may be claimed again. Answers the present time. */
  private catchUp(): number {
    const now = this.now();
    for (let entry = this.held.peek(); entry && entry.leaseEndsMs <= now; entry = this.held.peek()) this.giveBack(entry, 0, now);
    for (let entry = this.later.peek(); entry && entry.notBeforeMs <= now; entry = this.later.peek()) {
      this.later.remove(entry);
      this.await(entry, now);
    }
    return now;
  }

  /** Puts a task in line, or aside until its time comes. */
  private await(entry: Entry, now: number): void {
    if (entry.notBeforeMs > now) {
      entry.state = 'later';
      this.later.push(entry);
      this.next.by(entry.notBeforeMs, now);
      return;
    }
    entry.state = 'ready';
    const lane = this.lane(entry.lane);
    lane.order.add(entry);
    this.look(lane, now);
  }

  private takeBack(entry: Entry, now: number): void {
    this.leaveLine(entry);
    this.lane(entry.lane).waiting -= 1;
    this.book.drop(entry);
    this.freed(entry, now);
  }

  private leaveLine(entry: Entry): void {
    if (entry.state === 'later') return this.later.remove(entry);
    this.lane(entry.lane).order.remove(entry);
  }

  /**
   * The lane that has the best first task: of the highest priority, then whose users have had the least. One that has nothing
   * to give is taken along, so that it does not save up turns.
   */
  private choose(names: readonly Lane[], now: number): LaneState | undefined {
    const lanes = names.map((name) => this.lanes.get(name)).filter((lane) => lane !== undefined);
    const open = lanes.filter((lane) => lane.order.peek() && this.isOpen(lane, now));
    const least = Math.min(...open.map(({ turn }) => turn));
    for (const lane of lanes) if (lane.turn < least && open.length > 0) lane.turn = least;
    return open.reduce<LaneState | undefined>((best, lane) => (best && !isChosenBefore(lane, best) ? best : lane), undefined);
  }

  private give(lane: LaneState, entry: Entry, holder: string, now: number): Claim {
    lane.turn += Math.max(entry.seconds, leastTurn) / lane.order.users;
    lane.order.take(entry, this.weights.get(entry.userId) ?? 1);
    lane.waiting -= 1;
    lane.gate.begin(now);
    this.fences += 1;
    entry.state = 'held';
    entry.claims += 1;
    entry.holder = holder;
    entry.fence = this.fences;
    entry.leaseEndsMs = now + leaseMs;
    this.held.push(entry);
    this.next.by(entry.leaseEndsMs, now);
    return { task: entry.task, holder, fence: entry.fence, claims: entry.claims };
  }

  private heldBy({ task: { runId, stepId, attempt }, holder, fence }: Claim): Entry | undefined {
    const entry = this.book.find(runId, stepId, attempt);
    return entry?.state === 'held' && entry.fence === fence && entry.holder === holder ? entry : undefined;
  }

  private letGo(entry: Entry): void {
    this.held.remove(entry);
    this.lane(entry.lane).gate.end();
  }

  private giveBack(entry: Entry, notBeforeMs: number, now: number): void {
    this.letGo(entry);
    if (entry.stopped) this.book.drop(entry);
    else {
      entry.notBeforeMs = notBeforeMs;
      this.lane(entry.lane).waiting += 1;
      this.await(entry, now);
    }
    this.freed(entry, now);
  }

  /** A place in the lane is free; where nothing is left at all, nobody owes anything any more. */
  private freed(entry: Entry, now: number): void {
    const lane = this.lane(entry.lane);
    if (lane.waiting === 0 && lane.gate.running === 0) lane.order.forget();
    this.look(lane, now);
  }

  private isOpen(lane: LaneState, now: number): boolean {
    const opensAt = lane.gate.opensAt(now);
    if (opensAt > now && opensAt < Infinity) this.next.by(opensAt, now);
    return opensAt <= now;
  }

  /** Tells the listeners of a lane where a task of it may start. */
  private look(lane: LaneState, now: number): void {
    if (lane.order.peek() && this.isOpen(lane, now)) this.bell.ring(lane.name);
  }

  /** The timer: something may have become claimable by itself. */
  private wake(): void {
    const now = this.catchUp();
    const soonest = Math.min(this.held.peek()?.leaseEndsMs ?? Infinity, this.later.peek()?.notBeforeMs ?? Infinity);
    if (soonest < Infinity) this.next.by(soonest, now);
    for (const lane of this.lanes.values()) this.look(lane, now);
  }
}

/** Tags of users are not comparable between lanes: there, the lanes take turns. */
function isChosenBefore(a: LaneState, b: LaneState): boolean {
  const [firstA, firstB] = [a.order.peek() as Entry, b.order.peek() as Entry];
  if (firstA.priority !== firstB.priority) return firstA.priority > firstB.priority;
  return a.turn === b.turn ? goesBefore(firstA, firstB) : a.turn < b.turn;
}
