import { describe, expect, it } from 'vitest';
import { layOut, sources } from './lay-out.ts';

const paint = (edges: string[]) =>
  layOut(
    { text: sources.text, photo: sources.image, it: { type: 'keyframe', params: { strength: 0.3 } } },
    ['text.text > it.prompt', ...edges],
    {
      aspect: '4:5',
      resolution: '1080p',
    },
  );

describe('keyframe', () => {
  it('paints in the size of the film', () => {
    expect(paint([]).steps.get('it/1/make-image')?.params).toEqual({ width: 1080, height: 1350, seed: 1, strength: 0.3 });
  });

  it('takes a reference with or without a mask, but no mask alone', () => {
    expect(paint(['photo.image > it.reference']).problems).toEqual([]);
    expect(paint(['photo.image > it.reference', 'photo.image > it.mask']).steps.get('it/1/make-image')?.reads).toMatchObject({
      reference: '=picture',
      mask: '=picture',
    });
    expect(paint(['photo.image > it.mask']).problems).toMatchObject([
      { node: 'it', port: 'mask', message: expect.stringContaining('Connect a reference') },
    ]);
  });
});
