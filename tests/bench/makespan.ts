import { eachRead, isLiteral, stepOf } from '#graphs/refs.ts';
import type { Change } from '#graphs/run.ts';
import { kindOf, type Step, type StepKind } from '#nodes/steps.ts';
import type { Store } from '#server/store/contract.ts';
import { board, caller, film, openEngine } from '../server/runs/open-engine.ts';
import { printTable } from './figures.ts';
import { shortestSeconds, type TimedStep } from './shortest-makespan.ts';

const slots = 2;
const msPerSecond = 200;

/** Seconds that a step of this kind pretends to take. */
const pretend = (kind: StepKind): number => kindOf(kind).pace.base + kindOf(kind).pace.perSecond * 3;

const chain = { ...film({ shots: 6 }) };
chain.nodes = { ...(chain.nodes as object), clips: { type: 'i2v-chain' }, opening: { type: 'keyframe' } };
chain.edges = [
  { from: 'brief.text', to: 'plan.brief' },
  { from: 'plan.shots', to: 'clips.shots' },
  { from: 'brief.text', to: 'opening.prompt' },
  { from: 'opening.image', to: 'clips.first' },
  { from: 'clips.clips', to: 'film.clips' },
  { from: 'plan.keyframes', to: 'frames.prompt' },
];

/** Wall time of a run over the least that any order of its steps could take, and over the bound that no order need reach. */
export async function benchMakespan(): Promise<void> {
  const table: (string | number)[][] = [];
  // The first run of a process also pays for its code being read and compiled.
  await timedRun(film(), () => 0);
  for (const [name, graph] of [
    ['keyframe film', film()],
    ['chain film', chain],
    ['hand-written plan', board()],
  ] as const) {
    const { wall, steps } = await timedRun(graph, (kind) => pretend(kind) * msPerSecond);
    const shortest = shortestSeconds(steps, slots) * msPerSecond;
    const bound = boundSeconds(steps) * msPerSecond;
    table.push([name, wall, shortest, wall / shortest, bound, wall / bound]);
  }
  printTable(['film', 'wall ms', 'shortest ms', 'ratio', 'bound ms', 'ratio'], table);
}

async function timedRun(graph: unknown, tookMs: (kind: StepKind) => number): Promise<{ wall: number; steps: TimedStep[] }> {
  const test = await openEngine({ slots, carryOut: ({ kind }) => new Promise((resolve) => setTimeout(resolve, tookMs(kind))) });
  const began = performance.now();
  const { id } = await test.engine.start(caller, { graph });
  let stop = (): void => undefined;
  await new Promise<void>((resolve) => {
    const listening = test.engine.listen(caller, id, { event: ({ type }) => type === 'run-done' && resolve(), progress() {} });
    void Promise.resolve(listening).then(async (end) => {
      stop = end;
      if ((await test.engine.view(caller, id)).state === 'done') resolve();
    });
  });
  const wall = performance.now() - began;
  stop();
  const steps = await stepsOf(test.store, id);
  await test.close();
  return { wall, steps };
}

async function stepsOf(store: Store, id: string): Promise<TimedStep[]> {
  const changes = (await store.runs.log(id)).map(({ change }) => change as Change);
  const put = changes.flatMap((change) => (change.type === 'steps-laid' ? change.put : []));
  return put.map((step) => ({ id: step.id, reads: readsOf(step), seconds: pretend(step.kind) }));
}

function readsOf(step: Step): string[] {
  const reads: string[] = [];
  eachRead(step, (ref) => void (isLiteral(ref) || reads.push(stepOf(ref))));
  return [...new Set(reads)];
}

/** The longest chain of steps, or all the work over the slots. */
function boundSeconds(steps: readonly TimedStep[]): number {
  const ends = new Map<string, number>();
  for (const { id, reads, seconds } of steps) ends.set(id, Math.max(0, ...reads.map((read) => ends.get(read) ?? 0)) + seconds);
  return Math.max(...ends.values(), steps.reduce((sum, { seconds }) => sum + seconds, 0) / slots);
}
