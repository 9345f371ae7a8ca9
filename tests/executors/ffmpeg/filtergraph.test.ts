import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { chain, chainText, filter, graphText } from '#executors/ffmpeg/filtergraph.ts';

describe('a filtergraph', () => {
  it('is written with its labels', () => {
    const graph = [
      chain(['0:v:0'], [filter('scale', { w: 64, h: 36, flags: 'lanczos' }), filter('null')], ['a']),
      chain(['a'], [filter('hflip')], []),
    ];
    expect(graphText(graph)).toBe('[0:v:0]scale=w=64:h=36:flags=lanczos,null[a];[a]hflip');
  });

  it('writes numbers plainly and leaves out what is undefined', () => {
    expect(chainText([filter('f', { a: 1e-7, b: 0.1 + 0.2, c: 3, d: undefined, e: true })])).toBe('f=a=0.0000001:b=0.3:c=3:e=1');
  });

  it('reaches ffmpeg as it was meant', () => {
    const filters = chainText([
      filter('drawbox', { x: 'if(gte(iw,2),10,0)', color: 'red', t: 'fill' }),
      filter('metadata', { mode: 'add', key: 'k', value: 'a:b,c' }),
    ]);
    const args = [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'color=black:size=32x32:duration=0.2',
      '-vf',
      `${filters},metadata=print:file=-`,
      '-f',
      'null',
      '-',
    ];
    expect(execFileSync('ffmpeg', args, { encoding: 'utf8' })).toContain('k=a:b,c');
  });

  it.each(["it's", 'a[b]', 'a;b', 'a\\b', 'line\nbreak', 'naïve', '%{pts}', '"quoted"'])(
    'refuses %j, which a person could have written',
    (text) => {
      expect(() => chainText([filter('drawtext', { text })])).toThrow(/may not stand in a filtergraph/);
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e20])('refuses the number %d', (value) => {
    expect(() => chainText([filter('scale', { w: value })])).toThrow(RangeError);
  });

  it('refuses filters that open files, and names that are no names', () => {
    expect(() => filter('movie', { filename: 'x' })).toThrow(TypeError);
    expect(() => filter('scale,movie=x')).toThrow(TypeError);
    expect(() => graphText([chain(['a]movie=x['], [filter('null')], [])])).toThrow(TypeError);
    expect(() => chainText([filter('scale', { 'w=1:h': 2 })])).toThrow(TypeError);
  });
});
