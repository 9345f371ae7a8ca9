/** Something that can lie in one heap at a time; the heap keeps `at`. -1 while it lies in none. */
export type HeapItem = { at: number };

/** A binary heap whose items know their place: taking any of them out, or moving one whose order changed, is O(log n). */
export class Heap<T extends HeapItem> {
  private readonly items: T[] = [];
  private readonly before: (a: T, b: T) => boolean;

  constructor(before: (a: T, b: T) => boolean) {
    this.before = before;
  }

  get size(): number {
    return this.items.length;
  }

  /** The first item, which stays. */
  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    this.set(this.items.length, item);
    this.rise(item);
  }

  /** Takes an item out; one that is not here is left alone. */
  remove(item: T): void {
    const { at } = item;
    if (this.items[at] !== item) return;
    const last = this.items.pop() as T;
    item.at = -1;
    if (last === item) return;
    this.set(at, last);
    this.moved(last);
  }

  /** Puts an item in its place after what it is ordered by has changed. */
  moved(item: T): void {
    const { at } = item;
    this.rise(item);
    if (item.at === at) this.sink(item);
  }

  private rise(item: T): void {
    let at = item.at;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.items[above] as T;
      if (!this.before(item, parent)) break;
      this.set(at, parent);
      at = above;
    }
    this.set(at, item);
  }

  private sink(item: T): void {
    let at = item.at;
    for (;;) {
      const left = 2 * at + 1;
      const first = this.items[left];
      if (first === undefined) break;
      const second = this.items[left + 1];
      const child = second !== undefined && this.before(second, first) ? second : first;
      if (!this.before(child, item)) break;
      const below = child.at;
      this.set(at, child);
      at = below;
    }
    this.set(at, item);
  }

  private set(at: number, item: T): void {
    this.items[at] = item;
    item.at = at;
  }
}
