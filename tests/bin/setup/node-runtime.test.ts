import { describe, expect, it } from 'vitest';
import { isNewEnough } from '../../../bin/setup/node-runtime.mjs';

describe('the version of Node', () => {
  it.each(['24.15.0', '24.21.0', '25.0.0', '26.10.0'])('%s is new enough', (version) => {
    expect(isNewEnough(version)).toBe(true);
  });

  it.each(['20.20.2', '22.23.0', '24.0.0', '24.14.9'])('%s is too old', (version) => {
    expect(isNewEnough(version)).toBe(false);
  });
});
