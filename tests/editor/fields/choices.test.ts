import { describe, expect, it } from 'vitest';
import { choiceOptions, fitsInSegments, valueOfOption } from '#editor/fields/choice-options.ts';
import { limitsOf } from '#editor/fields/limits.ts';
import { automaticWords, modelChoices, modelPrice } from '#editor/fields/model-choices.ts';
import { fields } from '#nodes/fields.ts';
import { nodeTypes } from '#nodes/index.ts';
import type { ModelView } from '#server/contract/catalogue.ts';

function offered(type: string, param: string) {
  const schema = nodeTypes.get(type)?.params.shape[param];
  const meta = schema && fields.get(schema);
  if (!schema || !meta) throw new Error(`There is no ${type}.${param}.`);
  return { limits: limitsOf(schema), options: choiceOptions(limitsOf(schema), meta) };
}

describe('options of a choice', () => {
  it('stand in the order of the schema with their titles', () => {
    expect(offered('upscale', 'height').options.map(({ title }) => title)).toEqual(['720p HD', '1080p Full HD', '1440p', '2160p 4K']);
  });

  it('give a number back where the schema has numbers', () => {
    expect(valueOfOption(offered('upscale', 'height').limits, '1440')).toBe(1440);
    expect(valueOfOption(offered('concat', 'join').limits, 'blend')).toBe('blend');
  });

  it('are the titles where any text is taken', () => {
    const { options } = offered('speech', 'language');
    expect(options[0]).toEqual({ value: 'auto', title: 'Automatic' });
    expect(options.length).toBeGreaterThan(50);
  });

  it('stand side by side while they are few and short', () => {
    expect(fitsInSegments(offered('flf2v', 'motion').options)).toBe(true);
    expect(fitsInSegments(offered('upscale', 'height').options)).toBe(false);
  });
});

const model = (id: string, more: Partial<ModelView>): ModelView => ({
  id,
  title: id.toUpperCase(),
  provider: 'p',
  kinds: ['make-video'],
  tier: 'draft',
  available: true,
  price: { per: 'second', usd: '0.05' },
  takes: [],
  ...more,
});

describe('models to choose from', () => {
  it('are those that can do every kind of step, usable ones first and cheap ones before dear ones', () => {
    const models = [
      model('dear', { price: { per: 'second', usd: '0.5' } }),
      model('locked', { available: false, price: { per: 'second', usd: '0.01' } }),
      model('cheap', {}),
      model('image', { kinds: ['make-image'] }),
    ];
    expect(modelChoices(models, ['make-video']).map(({ value }) => value)).toEqual(['cheap', 'dear', 'locked']);
    expect(modelChoices(models, [])).toHaveLength(4);
  });

  it('say free and never a price of nothing', () => {
    expect(modelPrice(model('a', { price: { per: 'call', usd: '0' } }))).toBe('free');
    expect(modelPrice(model('a', {}))).toBe('$0.05 / s');
  });

  it('name what Automatic comes to', () => {
    const chosen = { kind: 'make-video', model: 'cheap', why: '', runnersUp: [] };
    const estimate = {
      steps: { min: 1, max: 1 },
      usd: { min: '0', max: '0' },
      seconds: { min: 1, max: 1 },
      models: [chosen, { ...chosen, kind: 'make-image' }],
      cached: 0,
      drivers: [],
    };
    expect(automaticWords([model('cheap', {})], estimate)).toBe('Automatic · CHEAP');
    expect(automaticWords([], undefined)).toBe('Automatic');
  });
});
