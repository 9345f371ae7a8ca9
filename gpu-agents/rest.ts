/** After this many failures in a row of different requests a runner rests, for longer each time. */
const mostFailures = 3;
const shortestRestMs = 60_000;
const longestRestMs = 3_600_000;

type State = { readonly failed: Set<string>; restMs: number; untilMs: number };

/** Keeps a broken runner (a GPU that has fallen off, a model that is gone) from failing everything that waits. */
export class RunnerRest {
  private readonly states = new Map<string, State>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  rests(runner: string): boolean {
    return (this.states.get(runner)?.untilMs ?? 0) > this.now();
  }

  succeeded(runner: string): void {
    this.states.delete(runner);
  }

  /** The same bad request again says nothing new about the runner. */
  failed(runner: string, fingerprint: string): void {
    const state = this.states.get(runner) ?? { failed: new Set(), restMs: shortestRestMs, untilMs: 0 };
    this.states.set(runner, state);
    state.failed.add(fingerprint);
    if (state.failed.size < mostFailures) return;
    state.failed.clear();
    state.untilMs = this.now() + state.restMs;
    state.restMs = Math.min(state.restMs * 2, longestRestMs);
  }
}
