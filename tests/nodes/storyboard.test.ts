import { describe, expect, it } from 'vitest';
import { ceilingOf } from '#nodes/speaking.ts';
import { board, keysOf, layOut } from './lay-out.ts';

const plan = (params: Record<string, unknown>) => layOut({ plan: { type: 'storyboard', params } });
const textsOf = (expansion: ReturnType<typeof plan>) =>
  expansion.outputs.get('plan.keyframes')?.items.map(({ ref }) => expansion.literals.get(ref)?.value);

describe('storyboard', () => {
  it('gives its shots and one picture more, without a step', () => {
    const expansion = layOut({ plan: board });
    expect(expansion.problems).toEqual([]);
    expect(expansion.steps.size).toBe(0);
    expect(keysOf(expansion, 'plan.shots')).toEqual(['bottle', 'storm', 'rescue']);
    expect(keysOf(expansion, 'plan.keyframes')).toEqual(['opening', 'bottle', 'storm', 'rescue']);
    expect(textsOf(expansion)).toEqual(['A quiet harbour.', 'A hand holds the bottle.', 'Waves break.', 'The ship in the harbour.']);
    const [first] = expansion.outputs.get('plan.shots')?.items ?? [];
    expect(expansion.literals.get(first?.ref ?? '')?.value).toEqual({
      prompt: 'A bottle in the surf.',
      seconds: 2,
      narration: 'A letter.',
    });
    expect(expansion.facts.get(first?.ref ?? '')).toEqual({ seconds: 2, characters: 9, ...ceilingOf('A letter.') });
  });

  it('paints a picture that is not described from what happens in the shot', () => {
    expect(textsOf(plan({ shots: [{ prompt: 'Rain.' }, { prompt: 'Sun.', keyframe: 'A dry street.' }] }))).toEqual([
      'Rain.',
      'Rain.',
      'A dry street.',
    ]);
  });

  it('names shots without a key by their position', () => {
    expect(keysOf(plan({ shots: [{ prompt: 'a' }, { key: 'b', prompt: 'b' }, { prompt: 'c' }] }), 'plan.shots')).toEqual(['1', 'b', '3']);
  });

  it('refuses keys that are used twice or taken', () => {
    const twice = plan({
      shots: [
        { key: 'a', prompt: 'a' },
        { key: 'a', prompt: 'b' },
        { key: 'a', prompt: 'c' },
      ],
    });
    expect(twice.problems).toMatchObject([{ node: 'plan', param: 'shots', message: expect.stringContaining('“a”') }]);
    expect(plan({ shots: [{ key: '2', prompt: 'a' }, { prompt: 'b' }] }).problems).toHaveLength(1);
    expect(plan({ shots: [{ key: 'opening', prompt: 'a' }] }).problems).toMatchObject([
      { message: expect.stringContaining('first picture') },
    ]);
  });

  it('asks for a shot where it has none', () => {
    expect(plan({}).problems).toMatchObject([{ node: 'plan', param: 'shots', message: 'Add at least one shot.' }]);
  });
});
