import { afterEach, describe, expect, it } from 'vitest';
import type { Shot } from '#nodes/values.ts';
import { type OpenaiEmulator, type OpenaiFault, startOpenai } from '../../providers/openai-emulator.ts';
import { settled } from './open-engine.ts';
import { openPaidBy, type PaidBy } from './open-paid-by.ts';

let paid: PaidBy<OpenaiEmulator>;
afterEach(() => paid?.close());

const open = async (fault?: (submit: number) => OpenaiFault | undefined): Promise<void> => {
  paid = await openPaidBy('openai', await startOpenai(fault ? { fault } : {}));
};

/** A brief, a plan of three shots, four keyframes and the voice over them, all by one service. */
const film = {
  filmloom: 1,
  name: 'Planned',
  settings: { tier: 'draft', resolution: '480p' },
  nodes: {
    brief: { type: 'prompt', params: { text: 'An old keeper wakes. She climbs the tower in a storm. The light goes on.' } },
    plan: { type: 'planner', params: { shots: 3, secondsPerShot: 4 } },
    frames: { type: 'keyframe' },
    voice: { type: 'speech' },
  },
  edges: [
    { from: 'brief.text', to: 'plan.brief' },
    { from: 'plan.keyframes', to: 'frames.prompt' },
    { from: 'plan.shots', to: 'voice.shots' },
  ],
};

const run = async (graph: unknown) => {
  const { id } = await paid.engine.start(paid.data.owner, { graph });
  return { id, view: await settled(paid.engine, id) };
};
const micros = (usd: string | undefined): number => Math.round(Number(usd) * 1e6);

describe('a film planned by a language model', () => {
  it('has the shots that were promised, and costs what the service has booked, within the estimate', async () => {
    await open();
    const { id, view } = await run(film);
    expect(view.state).toBe('done');
    expect(view.stepList.filter(({ kind }) => kind === 'make-image')).toHaveLength(4);
    expect(view.stepList.filter(({ kind }) => kind === 'speak')).toHaveLength(3);
    const plan = view.stepList.find(({ kind }) => kind === 'plan-shots');
    const shots = plan?.gives?.shots?.map(({ value }) => value as Shot) ?? [];
    expect(new Set(shots.map(({ prompt }) => prompt)).size).toBe(3);
    for (const { prompt } of shots) expect(prompt).toContain('Cast: Mara, 60, a yellow coat. Setting: A lighthouse on a rock.');
    expect(shots.map(({ narration }) => narration).join(' ')).toBe(film.nodes.brief.params.text);
    expect(micros(view.usd.actual)).toBe(paid.service.chargedMicros);
    expect(micros(view.usd.actual)).toBeLessThanOrEqual(micros(view.usd.estimate.max));
    expect(await paid.data.store.ledger.ofRun(id)).toEqual({ heldMicros: 0, spentMicros: paid.service.chargedMicros });
  });

  it('whose plan is wrong fails once, books what it cost, and asks for nothing else', async () => {
    await open(() => 'too-few-shots');
    const { id, view } = await run(film);
    expect(view.state).toBe('failed');
    const plan = view.stepList.find(({ kind }) => kind === 'plan-shots');
    expect(plan?.error?.message).toMatch(/planned 1 shot where 3 were asked for\. It cost \$0\.0\d+\./);
    expect(paid.service.submits).toBe(1);
    expect(await paid.data.store.ledger.ofRun(id)).toEqual({ heldMicros: 0, spentMicros: paid.service.chargedMicros });
  });

  it('is not paid for again when the same film runs again', async () => {
    await open();
    await run(film);
    const before = paid.service.submits;
    const { view } = await run(film);
    expect(view).toMatchObject({ state: 'done', usd: { actual: '0' } });
    expect(paid.service.submits).toBe(before);
  });

  it('whose picture is refused is worded more softly, and whose answer was lost waits for a person', async () => {
    await open((submit) => (submit === 1 ? 'refuse-moderated' : submit === 0 ? undefined : 'reset-after-accept'));
    const graph = {
      ...film,
      nodes: { brief: { type: 'prompt', params: { text: 'A bloody murder in a dark alley.' } }, frames: film.nodes.frames },
      edges: [{ from: 'brief.text', to: 'frames.prompt' }],
    };
    await run({ ...graph, nodes: { ...graph.nodes, brief: { type: 'prompt', params: { text: 'A pier.' } } } });
    const { view } = await run(graph);
    expect(view.state).toBe('awaiting-person');
    expect(view.stepList.find(({ kind }) => kind === 'make-image')?.ask).toMatchObject({ kind: 'unknown-call' });
    expect(paid.service.submits).toBe(3);
  });
});
