import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { columnsOf, limitsOf, stepOf } from '#editor/fields/limits.ts';
import { widgetFor } from '#editor/fields/widget-for.ts';
import { fields } from '#nodes/fields.ts';
import { nodeTypes } from '#nodes/index.ts';

const paramOf = (type: string, param: string): z.ZodType => {
  const schema = nodeTypes.get(type)?.params.shape[param];
  if (!schema) throw new Error(`There is no ${type}.${param}.`);
  return schema as z.ZodType;
};

describe('limitsOf', () => {
  it('reads both ends, the word auto and the default of a number', () => {
    expect(limitsOf(paramOf('planner', 'shots'))).toEqual({ kind: 'number', whole: true, auto: true, fallback: 6, min: 1, max: 60 });
  });

  it('tells an optional number from one with a default', () => {
    expect(limitsOf(paramOf('music', 'seconds'))).toMatchObject({
      kind: 'number',
      whole: false,
      auto: false,
      fallback: undefined,
      min: 1,
      max: 3600,
    });
  });

  it('reads auto where it is the default', () => {
    expect(limitsOf(paramOf('thumbnail', 'at'))).toMatchObject({ auto: true, fallback: 'auto', min: 0 });
  });

  it('keeps numbers among the options numbers', () => {
    expect(limitsOf(paramOf('upscale', 'height'))).toMatchObject({ kind: 'number', options: [720, 1080, 1440, 2160], fallback: 1080 });
  });

  it('reads the options of a list from its elements', () => {
    expect(limitsOf(paramOf('social-pack', 'platforms'))).toMatchObject({ kind: 'list', options: expect.arrayContaining(['tiktok', 'x']) });
  });

  it('reads how long a text may be', () => {
    expect(limitsOf(paramOf('prompt', 'text')).maxLength).toBe(100_000);
  });

  it('understands every parameter of every node type', () => {
    for (const definition of nodeTypes.values())
      for (const [param, schema] of Object.entries(definition.params.shape)) {
        const limits = limitsOf(schema as z.ZodType);
        expect(limits.kind, `${definition.type}.${param}`).not.toBe('other');
        if (limits.min !== undefined && limits.max !== undefined) expect(limits.min).toBeLessThan(limits.max);
      }
  });
});

describe('stepOf', () => {
  it('goes by ones in whole numbers and finer the shorter the way between the ends', () => {
    const number = { kind: 'number', auto: false, fallback: 0 } as const;
    expect(stepOf({ ...number, whole: true, min: 0, max: 1 })).toBe(1);
    expect(stepOf({ ...number, whole: false, min: 0, max: 1 })).toBe(0.05);
    expect(stepOf({ ...number, whole: false, min: 0.5, max: 2 })).toBe(0.1);
    expect(stepOf({ ...number, whole: false, min: 1, max: 3600 })).toBe(0.5);
  });
});

describe('columnsOf', () => {
  it('finds the columns behind a default', () => {
    expect(Object.keys(columnsOf(paramOf('storyboard', 'shots')))).toEqual(expect.arrayContaining(['key', 'prompt', 'seconds', 'camera']));
    expect(Object.keys(columnsOf(paramOf('list', 'rows')))).toEqual(['key', 'text']);
  });

  it('finds none where there are no rows', () => {
    expect(columnsOf(paramOf('prompt', 'text'))).toEqual({});
    expect(columnsOf(paramOf('social-pack', 'platforms'))).toEqual({});
  });
});

describe('widgetFor', () => {
  it('takes what the definition says', () => {
    expect(widgetFor('slider', limitsOf(paramOf('music', 'seconds')))).toBe('slider');
  });

  it('reads a widget from the schema where none is named', () => {
    const of = (schema: z.ZodType) => widgetFor(undefined, limitsOf(schema));
    expect(of(z.boolean().default(true))).toBe('toggle');
    expect(of(z.number().min(0))).toBe('number');
    expect(of(z.string())).toBe('text');
    expect(of(z.enum(['a', 'b']))).toBe('choice');
    expect(of(z.array(z.enum(['a', 'b'])))).toBe('choices');
    expect(of(z.array(z.strictObject({ text: z.string() })))).toBe('rows');
  });

  it('is given for every parameter by its definition or its schema', () => {
    for (const definition of nodeTypes.values())
      for (const schema of Object.values(definition.params.shape))
        expect(widgetFor(fields.get(schema as z.ZodType)?.widget, limitsOf(schema as z.ZodType))).toBeTruthy();
  });
});
