import { beforeAll, describe, expect, it } from 'vitest';

it('passes', () => expect(1).toBe(1));
it('passes too', () => expect(2).toBe(2));
it('fails', () => expect(1).toBe(2));
it('says why it does not run', ({ skip }) => skip('no footage'));
it.skip('does not say why', () => expect(1).toBe(1));

describe('a group whose preparation fails', () => {
  beforeAll(() => {
    throw new Error('not prepared');
  });
  it('is not reached', () => expect(1).toBe(1));
});
