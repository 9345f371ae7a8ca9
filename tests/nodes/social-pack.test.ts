import { describe, expect, it } from 'vitest';
import { platforms } from '#nodes/steps.ts';
import { keysOf, layOut, sources, stepsOf } from './lay-out.ts';

const pack = (params: Record<string, unknown> = {}, edges: string[] = []) =>
  layOut({ video: sources.video, words: sources.captions, social: { type: 'social-pack', params } }, [
    'video.video > social.video',
    ...edges,
  ]);

describe('social pack', () => {
  it('makes all versions in one step and names them after the platforms', () => {
    const expansion = pack({ platforms: ['tiktok', 'linkedin'] });
    expect(expansion.problems).toEqual([]);
    expect(stepsOf(expansion, 'social')).toEqual(['social/1/renditions']);
    expect(keysOf(expansion, 'social.videos')).toEqual(['tiktok', 'linkedin']);
    expect(keysOf(expansion, 'social.thumbnails')).toEqual(['tiktok', 'linkedin']);
    expect(expansion.facts.get('social/1/renditions:videos#linkedin')).toEqual({
      width: 1920,
      height: 1080,
      fps: 30,
      seconds: 8,
      audio: true,
    });
  });

  it('reads captions where they are connected', () => {
    expect(pack().steps.get('social/1/renditions')?.reads).not.toHaveProperty('captions');
    expect(pack({}, ['words.captions > social.captions']).steps.get('social/1/renditions')?.reads.captions).toMatch(/^=/);
  });

  it('takes a platform that is named twice once', () => {
    const expansion = pack({ platforms: ['x', 'tiktok', 'x'] });
    expect(expansion.steps.get('social/1/renditions')?.params.platforms).toEqual(['x', 'tiktok']);
    expect(keysOf(expansion, 'social.videos')).toEqual(['x', 'tiktok']);
  });

  it('can serve every platform at once', () => {
    expect(keysOf(pack({ platforms: [...platforms] }), 'social.videos')).toEqual([...platforms]);
  });
});
