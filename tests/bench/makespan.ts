import { kindOf, type StepKind } from '#nodes/steps.ts';
import { board, caller, film, openEngine, settled } from '../server/runs/open-engine.ts';
import { printTable } from './figures.ts';

const slots = 2;
const msPerSecond = 100;

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

/** Wall time of a run over the least it can be: the longest chain of steps, or all the work over the slots. */
export async function benchMakespan(): Promise<void> {
  const table: (string | number)[][] = [];
  for (const [name, graph] of [
    ['keyframe film', film()],
    ['chain film', chain],
    ['hand-written plan', board()],
  ] as const) {
    const test = await openEngine({
      slots,
      carryOut: ({ kind }) => new Promise((resolve) => setTimeout(resolve, pretend(kind) * msPerSecond)),
    });
    const began = performance.now();
    const { id } = await test.engine.start(caller, { graph });
    await settled(test.engine, id);
    const wall = performance.now() - began;
    const bound = await leastMs(test.engine, id);
    await test.close();
    table.push([name, wall, bound, wall / bound]);
  }
  printTable(['film', 'wall ms', 'bound ms', 'ratio'], table);
}

async function leastMs(engine: Awaited<ReturnType<typeof openEngine>>['engine'], id: string): Promise<number> {
  const { stepList } = await engine.view(caller, id);
  const work = stepList.reduce((sum, step) => sum + pretend(step.kind as StepKind), 0);
  const once = (kind: StepKind): number => pretend(kind);
  const clips = stepList.filter(({ kind }) => kind === 'make-video').length;
  const isChain = stepList.some(({ kind }) => kind === 'last-frame');
  const path = isChain
    ? Math.max(once('make-image'), once('plan-shots')) + clips * once('make-video') + (clips - 1) * once('last-frame') + once('concat')
    : (stepList.some(({ kind }) => kind === 'plan-shots') ? once('plan-shots') : 0) +
      once('make-image') +
      once('make-video') +
      once('concat');
  return Math.max(path, work / slots) * msPerSecond;
}
