/** How much of what was seen last counts. */
const newest = 0.3;

/**
 * What work really takes on this installation beside what was expected: a moving average for each kind of step and row.
 * Ranks and fair shares are counted with it; prices never are.
 */
export class Durations {
  private readonly factors = new Map<string, number>();

  observe(kind: string, row: string | undefined, expectedSeconds: number, seconds: number): void {
    if (expectedSeconds <= 0 || seconds < 0) return;
    const seen = Math.min(20, Math.max(0.05, seconds / expectedSeconds));
    const before = this.factors.get(keyOf(kind, row));
    this.factors.set(keyOf(kind, row), before === undefined ? seen : before * (1 - newest) + seen * newest);
  }

  /** Observed over expected; 1 where nothing was seen yet. */
  factor(kind: string, row: string | undefined): number {
    return this.factors.get(keyOf(kind, row)) ?? 1;
  }
}

const keyOf = (kind: string, row: string | undefined): string => `${kind}|${row ?? ''}`;
