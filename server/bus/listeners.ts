import type { BusMessage } from './contract.ts';

export type Listener = (message: BusMessage) => void;

/** Who listens to what: one run, or every run (`*`). */
export class Listeners {
  private readonly byRun = new Map<string, Set<{ readonly call: Listener }>>();

  /** The answer ends it, and says whether nobody listens to this any more. */
  add(runId: string, call: Listener): () => boolean {
    const listener = { call };
    const those = this.byRun.get(runId) ?? new Set();
    this.byRun.set(runId, those.add(listener));
    return () => {
      if (!those.delete(listener) || those.size > 0) return false;
      return this.byRun.delete(runId);
    };
  }

  /** Tells those who listen to exactly this; one that throws does not keep others from hearing. */
  tell(runId: string, message: BusMessage): void {
    for (const { call } of [...(this.byRun.get(runId) ?? [])]) {
      try {
        call(message);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  clear(): void {
    this.byRun.clear();
  }
}
