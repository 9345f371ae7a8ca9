import { describe, expect, it } from 'vitest';
import { nodeTypes } from '#nodes/index.ts';
import { keysOf, layOut, sources } from './lay-out.ts';

const plan = (params: Record<string, unknown>) =>
  layOut({ brief: sources.text, plan: { type: 'planner', params } }, ['brief.text > plan.brief']);

describe('planner', () => {
  it('promises as many shots as it is told and one picture more', () => {
    const expansion = plan({ shots: 4, secondsPerShot: 3 });
    expect(keysOf(expansion, 'plan.shots')).toEqual(['1', '2', '3', '4']);
    expect(keysOf(expansion, 'plan.keyframes')).toEqual(['1', '2', '3', '4', '5']);
    expect(expansion.steps.get('plan/1/plan-shots')?.params).toEqual({ shots: 4, seconds: 3, style: '', seed: 1 });
    expect(expansion.facts.get('plan/1/plan-shots:shots#2')).toMatchObject({ seconds: 3, share: 0.25 });
  });

  it('shares the length of the film out among the shots', () => {
    expect(plan({ shots: 4, totalSeconds: 10 }).facts.get('plan/1/plan-shots:shots#1')).toMatchObject({ seconds: 2.5 });
  });

  it.each([
    [{ shots: 60, totalSeconds: 10 }, 'at most 20'],
    [{ shots: 2, totalSeconds: 300 }, 'at least 5'],
    [{ shots: 'auto', totalSeconds: 3600 }, 'at least 60'],
  ])('says how many shots fit %j', (params, advice) => {
    expect(plan(params).problems).toMatchObject([{ node: 'plan', param: 'totalSeconds', message: expect.stringContaining(advice) }]);
  });

  it.each([
    { shots: 0 },
    { shots: 61 },
    { shots: 2.5 },
    { shots: 'many' },
    { secondsPerShot: 0.5 },
    { secondsPerShot: 61 },
    { seed: -1 },
    { totalSeconds: 3601 },
  ])('refuses %j', (params) => {
    expect(nodeTypes.get('planner')?.params.safeParse(params).success).toBe(false);
  });

  it.each([{ shots: 1 }, { shots: 60 }, { shots: 'auto', secondsPerShot: 'auto' }, { totalSeconds: 3600, shots: 60 }])(
    'takes %j',
    (params) => {
      expect(nodeTypes.get('planner')?.params.safeParse(params).success).toBe(true);
      expect(plan(params).problems).toEqual([]);
    },
  );
});
