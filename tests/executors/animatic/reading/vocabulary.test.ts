import { describe, expect, it } from 'vitest';
import { species } from '#executors/animatic/drawing/beast-builds.ts';
import { drawnThings } from '#executors/animatic/drawing/drawn-things.ts';
import { hasIcon } from '#executors/animatic/drawing/icons.ts';
import { roles } from '#executors/animatic/reading/roles.ts';
import { vocabulary } from '#executors/animatic/reading/vocabulary.ts';
import { garments, heads } from '#executors/animatic/scene.ts';

const exists = (silhouette: string): boolean => {
  const [kind, name = ''] = silhouette.split(':');
  return kind === 'icon' ? hasIcon(name) : kind === 'drawn' ? name in drawnThings : (species as readonly string[]).includes(name);
};

describe('vocabulary', () => {
  it('names nearly a thousand nouns, every one with a silhouette that exists', () => {
    expect(vocabulary.size).toBeGreaterThan(900);
    expect([...vocabulary].filter(([, { silhouette }]) => !exists(silhouette))).toEqual([]);
  });

  it('dresses people only in clothes that can be drawn, and never a noun as person and as thing', () => {
    for (const [noun, { garment, head }] of roles) {
      expect(garment === undefined || garments.includes(garment), noun).toBe(true);
      expect(head === undefined || heads.includes(head), noun).toBe(true);
    }
    expect([...roles.keys()].filter((noun) => vocabulary.has(noun))).toEqual([]);
  });
});
