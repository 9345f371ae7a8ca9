import { describe, expect, it } from 'vitest';
import { pinOf, tidyChoice } from '#editor/panels/element-choice.ts';
import { elementChoiceSchema } from '#graphs/document.ts';
import { hashValue } from '#nodes/hash.ts';

describe('pinOf', () => {
  const outputs = {
    clips: [
      { kind: 'video', key: 's1', facts: { seconds: 3, audio: false }, asset: 'abc', media: 'video/mp4', bytes: 10, url: '/x' },
      { kind: 'video', key: 's2', facts: {}, asset: 'def', media: 'video/mp4' },
    ],
    words: [{ kind: 'text', key: 's1', facts: { characters: 2 }, value: 'hi' }],
  } as const;

  it('takes what every output gives for the element, as the document stores it', () => {
    const pin = pinOf(outputs, 's1');
    expect(pin).toEqual({
      clips: { hash: 'abc', key: 's1', facts: { seconds: 3, audio: false }, media: 'video/mp4', bytes: 10 },
      words: { hash: hashValue('text', 'hi'), key: 's1', facts: { characters: 2 }, value: 'hi' },
    });
    expect(elementChoiceSchema.safeParse({ pin }).success).toBe(true);
  });

  it('is empty for an element that was not made', () => {
    expect(pinOf(outputs, 's9')).toEqual({});
  });
});

describe('tidyChoice', () => {
  it('leaves out what is not set', () => {
    expect(tidyChoice({ params: { seed: 2 }, take: undefined, pin: undefined })).toEqual({ params: { seed: 2 } });
    expect(tidyChoice({ take: 0 })).toBeNull();
  });
});
