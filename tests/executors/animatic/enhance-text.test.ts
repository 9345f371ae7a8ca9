import { describe, expect, it } from 'vitest';
import { enhanceText } from '#executors/animatic/enhance-text.ts';

const run = (value: string, style = '', take = 0) =>
  enhanceText({
    params: { style, seed: 3 },
    reads: { text: { value, hash: 'h', facts: {} } },
    take,
    folder: '.',
    signal: new AbortController().signal,
    progress: () => undefined,
  });
const textOf = async (value: string, style = '', take = 0) => (await run(value, style, take)).gives.text.value;

describe('enhanceText', () => {
  it('keeps the words first and adds shot, camera, light and composition that suit them', async () => {
    const text = await textOf('  A ship sails into a storm  ');
    expect(text).toMatch(/^A ship sails into a storm\. Wide/);
    expect(text).toMatch(/camera/);
    expect(text).toMatch(/storm light|lightning/);
    expect(await textOf('A red sneaker on a pedestal')).toMatch(/Close-up|Detail shot/);
  });

  it('adds nothing to what it has enhanced before', async () => {
    for (const source of [
      'A ship sails into a storm',
      'An old woman reads a letter by the window',
      'Neon city at night',
      'fog',
      'fire',
      'snow',
      'dawn',
      'A child at dusk',
      'rain',
    ]) {
      for (const take of [0, 1, 2, 3, 4, 5]) {
        const once = await textOf(source, 'watercolour', take);
        expect(await textOf(once, 'watercolour', take)).toBe(once);
      }
    }
  });

  it('leaves alone what the prompt settles itself', async () => {
    const text = await textOf('Close-up of a watch, 85 mm lens, candlelight, soft background');
    expect(text).toBe('Close-up of a watch, 85 mm lens, candlelight, soft background');
  });

  it('says that rules did it, and stays within four times the length and 600 characters', async () => {
    const { gives, warnings } = await run('fog', 'ink drawing');
    expect(warnings?.[0]?.code).toBe('ENHANCED_BY_RULES');
    expect(gives.text.value.length).toBeLessThanOrEqual(3 * 4 + 600);
    expect(gives.text.value).toMatch(/ink drawing\.$/);
  });

  it('leaves other languages as they are and says why', async () => {
    const { gives, warnings } = await run(' 灯台守が瓶を見つける。 ');
    expect(gives.text.value).toBe('灯台守が瓶を見つける。');
    expect(warnings?.[0]?.code).toBe('ENHANCE_NEEDS_MODEL');
    expect((await run('El farero encuentra una botella')).warnings?.[0]?.code).toBe('ENHANCE_NEEDS_MODEL');
  });

  it('gives the same words for the same seed and refuses an empty text', async () => {
    expect(await textOf('A dog runs')).toBe(await textOf('A dog runs'));
    await expect(run('  ')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});
