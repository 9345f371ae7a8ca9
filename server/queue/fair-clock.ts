type Member = { tag: number; waiting: number };

/** Even work that takes no time counts for something, so that nobody gets endless turns. */
const leastSeconds = 0.1;
const firstPrune = 64;

/**
 * Start-time fair queueing (Goyal, Vin, Cheng, 1996): each user has a tag, the weighted seconds of work begun for it; who
 * has the lowest goes next. A user that had nothing waiting comes back at the present virtual time, the tag at which work was
 * begun last, so that idleness earns nothing.
 */
export class FairClock {
  private readonly members = new Map<string, Member>();
  private now = 0;
  private pruneAt = firstPrune;

  /** How many users have something waiting. */
  users = 0;

  /** One more task of the user waits; `least` is the lowest tag of those that it will stand in line with. */
  join(user: string, least: number): void {
    let member = this.members.get(user);
    if (!member) {
      this.prune();
      member = { tag: 0, waiting: 0 };
      this.members.set(user, member);
    }
    member.waiting += 1;
    if (member.waiting > 1) return;
    this.users += 1;
    member.tag = Math.max(member.tag, Math.min(this.now, least));
  }

  /** One task less of the user waits. */
  leave(user: string): void {
    const member = this.members.get(user);
    if (!member) return;
    member.waiting -= 1;
    if (member.waiting === 0) this.users -= 1;
  }

  /** Work of the user begins: its tag grows. */
  charge(user: string, seconds: number, weight: number): void {
    const member = this.members.get(user);
    if (!member) return;
    this.now = Math.max(this.now, member.tag);
    member.tag += Math.max(seconds, leastSeconds) / weight;
  }

  tagOf(user: string): number {
    return this.members.get(user)?.tag ?? 0;
  }

  /** Nothing waits and nothing runs: what was owed before does not count any more. */
  forget(): void {
    this.members.clear();
    this.users = 0;
    this.now = 0;
    this.pruneAt = firstPrune;
  }

  /** Drops users that would come back as new ones anyway. */
  private prune(): void {
    if (this.members.size < this.pruneAt) return;
    for (const [user, member] of this.members) if (member.waiting === 0 && member.tag <= this.now) this.members.delete(user);
    this.pruneAt = 2 * this.members.size + firstPrune;
  }
}
