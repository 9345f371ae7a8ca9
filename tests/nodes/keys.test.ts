import { describe, expect, it } from 'vitest';
import { keyRows, keySchema } from '#nodes/keys.ts';

describe('keys of rows', () => {
  it.each(['a', 'S3', '2', 'storm-2', 'night_b', '嵐', 'müll', 'شاطئ'])('takes %s', (key) => {
    expect(keySchema.safeParse(key).success).toBe(true);
  });

  it.each(['', ' ', '-a', '_a', 'a/b', 'a.b', 'a:b', 'a#b', 'a b', '__proto__', 'constructor', 'prototype', 'x'.repeat(41)])(
    'refuses “%s”',
    (key) => {
      expect(keySchema.safeParse(key).success).toBe(false);
    },
  );

  it('keeps the first row of a key and names each repeated key once', () => {
    const { rows, repeated } = keyRows([{ key: 'a' }, { key: 'a' }, {}, { key: '3' }, { key: 'a' }], ['z']);
    expect(rows).toEqual([{ key: 'a' }, { key: '3' }]);
    expect(repeated).toEqual(['a', '3']);
  });
});
