import { FairClock } from './fair-clock.ts';
import { Heap, type HeapItem } from './heap.ts';

/** What the order of a lane is made from. `ticket` is the order in which tasks were put in. */
export type Ordered = HeapItem & {
  readonly userId: string;
  priority: number;
  readonly seconds: number;
  readonly rank: number;
  readonly place: number;
  readonly ticket: number;
};

type Flow<T> = { readonly user: string; readonly tasks: Heap<T & HeapItem>; at: number };
type Level<T> = { readonly priority: number; readonly users: Heap<Flow<T>>; readonly flows: Map<string, Flow<T>>; at: number };

/** Inside a user: the longest chain of work behind it first, then film order, then who came first. */
export function goesBefore(a: Ordered, b: Ordered): boolean {
  if (a.rank !== b.rank) return a.rank > b.rank;
  if (a.place !== b.place) return a.place < b.place;
  return a.ticket < b.ticket;
}

/**
 * The tasks of one lane that may start, in order: priority, then the user that has had the least weighted seconds, then rank,
 * then place. Everything is O(log n).
 */
export class FairOrder<T extends Ordered> {
  private readonly clock = new FairClock();
  private readonly levels = new Heap<Level<T>>((a, b) => a.priority > b.priority);
  private readonly levelOf = new Map<number, Level<T>>();
  private readonly levelsOfUser = new Map<string, Set<Level<T>>>();

  /** How many users wait here. */
  get users(): number {
    return this.clock.users;
  }

  /** The task that goes next, which stays. */
  peek(): T | undefined {
    return this.levels.peek()?.users.peek()?.tasks.peek();
  }

  add(task: T): void {
    const level = this.levelOf.get(task.priority) ?? this.openLevel(task.priority);
    const first = level.users.peek();
    this.clock.join(task.userId, first ? this.clock.tagOf(first.user) : Infinity);
    const flow = level.flows.get(task.userId);
    if (flow) {
      flow.tasks.push(task);
      level.users.moved(flow);
    } else this.openFlow(level, task);
  }

  /** Takes a task out that nobody wants, or not now. */
  remove(task: T): void {
    this.drop(task);
    this.clock.leave(task.userId);
  }

  /** Takes a task out that begins: its user has had that much more. */
  take(task: T, weight: number): void {
    this.drop(task);
    this.clock.charge(task.userId, task.seconds, weight);
    this.clock.leave(task.userId);
    for (const level of this.levelsOfUser.get(task.userId) ?? []) level.users.moved(level.flows.get(task.userId) as Flow<T>);
  }

  /** Nothing waits and nothing runs: everybody starts afresh. */
  forget(): void {
    this.clock.forget();
  }

  private drop(task: T): void {
    const level = this.levelOf.get(task.priority);
    const flow = level?.flows.get(task.userId);
    if (!level || !flow) return;
    flow.tasks.remove(task);
    if (flow.tasks.size > 0) level.users.moved(flow);
    else this.closeFlow(level, flow);
  }

  private openLevel(priority: number): Level<T> {
    const level: Level<T> = { priority, users: new Heap((a, b) => this.isServedBefore(a, b)), flows: new Map(), at: -1 };
    this.levelOf.set(priority, level);
    this.levels.push(level);
    return level;
  }

  private isServedBefore(a: Flow<T>, b: Flow<T>): boolean {
    const tagA = this.clock.tagOf(a.user);
    const tagB = this.clock.tagOf(b.user);
    return tagA === tagB ? goesBefore(a.tasks.peek() as T, b.tasks.peek() as T) : tagA < tagB;
  }

  private openFlow(level: Level<T>, task: T): void {
    const flow: Flow<T> = { user: task.userId, tasks: new Heap<T>(goesBefore), at: -1 };
    flow.tasks.push(task);
    level.flows.set(flow.user, flow);
    level.users.push(flow);
    const levels = this.levelsOfUser.get(flow.user);
    if (levels) levels.add(level);
    else this.levelsOfUser.set(flow.user, new Set([level]));
  }

  private closeFlow(level: Level<T>, flow: Flow<T>): void {
    level.users.remove(flow);
    level.flows.delete(flow.user);
    const levels = this.levelsOfUser.get(flow.user);
    levels?.delete(level);
    if (levels?.size === 0) this.levelsOfUser.delete(flow.user);
    if (level.flows.size > 0) return;
    this.levels.remove(level);
    this.levelOf.delete(level.priority);
  }
}
