import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type PlanWish, partsOf, planFrom, planSchema } from '#executors/providers/openai-plan.ts';
import { kinds } from '#nodes/steps.ts';
import { factsOfValue } from '#nodes/value-facts.ts';
import { emulatedPlan } from '#tests/providers/openai-emulated-plans.ts';
import { brief } from './openai-jobs.ts';

const briefs = [
  brief,
  'One word',
  'no signs at all just words that go on and on without any end '.repeat(8).trim(),
  '灯台守が目を覚ます。嵐の中、塔に登り、灯りをともす。船は岩から離れていく。',
  'El farero despierta; sube la torre, enciende la luz, y ve un barco. ¡Se salva!',
  '1. A fox. 2. A lake. 3. Ice! (It cracks…) – 4. She runs, "quick", quick; gone.',
  '🦊 ❄️ 🏃',
];

/** What a model answers that gives every shot as even a share of the parts as there is. */
function planned(wish: PlanWish) {
  const schema = planSchema(wish);
  const input = wish.parts.map((part, index) => `${index + 1}. ${part}`).join('\n');
  return planFrom(schema.parse(JSON.parse(emulatedPlan(z.toJSONSchema(schema) as never, input, undefined))), wish);
}

describe('the words over a planned film', () => {
  it.each(briefs.flatMap((text) => [1, 3, 12].map((shots) => [text, shots] as const)))(
    'are all of “%.40s” over %i shots, and no longer than promised',
    (text, shots) => {
      const wish: PlanWish = { shots, seconds: 5, style: '', parts: partsOf(text) };
      const plan = planned(wish);
      if ('wrong' in plan) throw new Error(plan.wrong);
      const facts = factsOfValue('text', text);
      const world = { count: () => shots, amount: (_least: number, most: number) => most };
      const [promised] = kinds['plan-shots'].facts({ params: { ...wish, seed: 1 } as never, reads: { brief: facts }, world }).shots;
      const given = plan.shots.map(({ narration = '' }) => factsOfValue('text', narration));
      const sum = (name: 'spoken' | 'spelt' | 'characters'): number => given.reduce((all, one) => all + (one[name] ?? 0), 0);
      for (const name of ['spoken', 'spelt', 'characters'] as const) expect(sum(name)).toBeLessThanOrEqual(promised?.[name] ?? 0);
      const letters = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
      expect(letters(plan.shots.map(({ narration = '' }) => narration).join(''))).toBe(letters(text));
    },
  );
});
