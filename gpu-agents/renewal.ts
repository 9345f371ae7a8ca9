export type RenewalAnswers = Readonly<Record<string, 'held' | 'stop' | 'lost'>>;
export type RenewalPorts = {
  /** Asks the server; rejects where it cannot be reached. */
  renew(leases: readonly string[]): Promise<RenewalAnswers>;
  ended(lease: string, why: 'stop' | 'lost'): void;
  readonly now: () => number;
  /** The agent's own loop has not been heard for so long that it counts as stuck, and its leases are let go. */
  readonly stuckMs: number;
};

/** Proves again and again that the leases of this agent are alive. It runs apart from the work, so that no load delays it. */
export class Renewal {
  private readonly ports: RenewalPorts;
  private readonly leases = new Set<string>();
  private readonly told = new Set<string>();
  private heardMs: number;
  private asking = false;

  constructor(ports: RenewalPorts) {
    this.ports = ports;
    this.heardMs = ports.now();
  }

  hold(lease: string): void {
    this.leases.add(lease);
  }

  drop(lease: string): void {
    this.leases.delete(lease);
    this.told.delete(lease);
  }

  /** The work's own loop is alive. */
  beat(): void {
    this.heardMs = this.ports.now();
  }

  /** Renews everything once. A server that cannot be reached ends nothing: what it says when it is back counts. */
  async tick(): Promise<void> {
    if (this.asking || this.leases.size === 0 || this.ports.now() - this.heardMs > this.ports.stuckMs) return;
    this.asking = true;
    try {
      const answers = await this.ports.renew([...this.leases]);
      for (const [lease, answer] of Object.entries(answers)) this.settle(lease, answer);
    } catch {
      // The next tick asks again.
    } finally {
      this.asking = false;
    }
  }

  private settle(lease: string, answer: 'held' | 'stop' | 'lost'): void {
    if (answer === 'held' || !this.leases.has(lease)) return;
    if (answer === 'lost') this.leases.delete(lease);
    // One that must stop is renewed until its end is reported, and told of once.
    if (this.told.has(lease) && answer === 'stop') return;
    this.told.add(lease);
    this.ports.ended(lease, answer);
  }
}
