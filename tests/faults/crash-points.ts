import type { RunView, StepView } from '#server/contract/runs.ts';
import type { CrashPoint } from '#server/runs/paid-call.ts';
import { type WavespeedFault, wavespeedFaults } from '#tests/providers/wavespeed-emulator.ts';
import { brokenPromises, finishedTwice } from './books-agree.ts';
import { ended, PaidWorld, paidGraph } from './paid-world.ts';

export const crashPoints: readonly CrashPoint[] = [
  'before-intent',
  'after-intent',
  'after-sent',
  'after-socket-write',
  'before-accepted',
  'after-accepted',
  'after-done',
  'mid-download',
  'after-kept',
  'before-settle',
  'after-settle',
];

/** What is different about the run: what it pays for, and what people do. */
const variants = {
  'one picture, asked for again': { pictures: 1, answer: 'resubmit', cancels: false },
  'two pictures, given up': { pictures: 2, answer: 'cancel', cancels: false },
  'two pictures, cancelled before the recovery': { pictures: 2, answer: 'cancel', cancels: true },
} as const;
/** At which visits of its point the process dies. */
const deaths = { first: [1], second: [2], both: [1, 2] } as const;

export type Combination = {
  readonly point: CrashPoint;
  readonly fault: WavespeedFault | 'none';
  readonly deaths: keyof typeof deaths;
  readonly variant: keyof typeof variants;
};

/** Every crash point with every fault of the provider, every visit and every variant. */
export function combinations(): Combination[] {
  const keys = <T extends object>(of: T) => Object.keys(of) as (keyof T)[];
  return crashPoints.flatMap((point) =>
    (['none', ...wavespeedFaults] as const).flatMap((fault) =>
      keys(deaths).flatMap((visits) => keys(variants).map((variant) => ({ point, fault, deaths: visits, variant }))),
    ),
  );
}

/** How a combination came out. `broken` names every promise that was not kept. */
export type Finding = { readonly died: number; readonly state: string; readonly asks: number; readonly broken: readonly string[] };

/** Faults after which a run that nobody gives up cannot be done: nothing can be sent, or the result cannot be had. */
const fatal: ReadonlySet<string> = new Set([
  'refuse-401',
  'refuse-balance',
  'never-finishes',
  'result-404',
  'result-expired',
  'result-truncated',
  'wrong-price',
]);

/** Runs a combination in a world of its own. `passMs` lets time pass without waiting for it. */
export async function tryCombination(combination: Combination, passMs: (ms: number) => void): Promise<Finding> {
  return new Trial(combination, passMs).run();
}

class Trial {
  private readonly combination: Combination;
  private readonly passMs: (ms: number) => void;
  private readonly asked = new Set<string>();
  private world!: PaidWorld;
  private visits = 0;
  private died = 0;
  private asks = 0;
  private resubmits = 0;
  private givenUp = 0;

  constructor(combination: Combination, passMs: (ms: number) => void) {
    this.combination = combination;
    this.passMs = passMs;
  }

  async run(): Promise<Finding> {
    const { fault, variant } = this.combination;
    this.world = await PaidWorld.open({
      diesAt: (point) => this.diesAt(point),
      fault: (submit) => (submit === 0 && fault !== 'none' ? fault : undefined),
      submitting: () => (fault === 'timeout-after-accept' ? 60 : 30_000),
      sleep: async (ms) => this.passMs(ms),
    });
    try {
      await this.world.now.engine.recover();
      const runId = await this.world.start(paidGraph(variants[variant].pictures));
      const view = await this.toTheEnd(runId);
      await this.callsFollowed();
      return { died: this.died, state: view.state, asks: this.asks, broken: await this.broken(view) };
    } finally {
      await this.world.close();
    }
  }

  private diesAt(point: CrashPoint): boolean {
    if (point !== this.combination.point) return false;
    this.visits += 1;
    return (deaths[this.combination.deaths] as readonly number[]).includes(this.visits);
  }

  private async toTheEnd(runId: string): Promise<RunView> {
    for (;;) {
      const view = await this.world.rest(runId);
      if (!view) await this.recover(runId);
      else if (ended.has(view.state)) return view;
      else await this.answer(view);
    }
  }

  private async recover(runId: string): Promise<void> {
    this.died += 1;
    await this.world.restart();
    const { engine, owner } = this.world.now;
    const view = await this.world.view(runId);
    if (variants[this.combination.variant].cancels && !ended.has(view.state)) await unlessDead(engine.cancel(owner, runId), this.world);
    await unlessDead(engine.recover(), this.world);
  }

  /** A person has it looked for once more, then decides. A price far above the published one is refused. */
  private async answer({ id, stepList }: RunView): Promise<void> {
    const { engine, owner } = this.world.now;
    for (const step of stepList.filter(({ ask }) => ask)) {
      this.asks += 1;
      await unlessDead(engine.decide(owner, id, step.id, { choice: this.choiceFor(step) }), this.world);
    }
  }

  private choiceFor({ id, attempt, ask }: StepView): string {
    const call = `${id}/${attempt}`;
    if (ask?.kind === 'unknown-call' && !this.asked.has(call)) {
      this.asked.add(call);
      return 'check-again';
    }
    const choice = ask?.kind === 'unknown-call' ? variants[this.combination.variant].answer : 'cancel';
    if (choice === 'resubmit') this.resubmits += 1;
    else this.givenUp += 1;
    return choice;
  }

  /** What was sent is followed to its end although the run has ended. A process that dies doing so is followed by another. */
  private async callsFollowed(): Promise<void> {
    for (let looks = 1; ; looks += 1) {
      if (!this.world.now.isDead && (await this.world.now.store.calls.open()).length === 0) return;
      if (looks > 2_000) return;
      if (this.world.now.isDead) this.died += 1;
      if (this.world.now.isDead || looks % 100 === 0) {
        await this.world.restart();
        await unlessDead(this.world.now.engine.recover(), this.world);
      }
      await new Promise((done) => setTimeout(done, 3));
    }
  }

  private async broken({ id, state }: RunView): Promise<string[]> {
    const { combination, world, resubmits, givenUp } = this;
    const { pictures, cancels } = variants[combination.variant];
    const { store, owner } = world.now;
    const money = { store, workspaceId: owner.workspaceId, provider: world.provider, sent: world.sent };
    const mayFail = fatal.has(combination.fault) || givenUp > 0;
    const expected = cancels && this.died > 0 ? ['cancelled', 'done', 'failed'] : mayFail ? ['done', 'failed'] : ['done'];
    return [
      ...(await brokenPromises({ ...money, wanted: pictures, resubmits })),
      ...(await finishedTwice(store, id)).map((step) => `${step} was done twice`),
      ...(expected.includes(state) ? [] : [`the run has ended ${state}`]),
    ];
  }
}

/** A process may die while somebody asks it something. */
async function unlessDead(work: Promise<unknown>, world: PaidWorld): Promise<void> {
  await work.catch((error: unknown) => {
    if (!world.now.isDead) throw error;
  });
}
