import { describe, expect, it } from 'vitest';
import type { Graph } from '#graphs/document.ts';
import { quoteGraph } from '#graphs/quote.ts';
import { sampleRows } from './sample-rows.ts';

const film = (plan: Record<string, unknown>): Graph => ({
  filmloom: 1,
  settings: {},
  inputs: {},
  nodes: {
    brief: { type: 'prompt', params: { text: 'A boat' } },
    plan: { type: 'planner', params: plan },
    frames: { type: 'keyframe' },
    clips: { type: 'flf2v' },
    film: { type: 'concat' },
  },
  edges: [
    { from: 'brief.text', to: 'plan.brief' },
    { from: 'plan.keyframes', to: 'frames.prompt' },
    { from: 'frames.image', to: 'clips.keyframes' },
    { from: 'plan.shots', to: 'clips.shots' },
    { from: 'clips.clips', to: 'film.clips' },
  ],
});
const quote = (graph: Graph, more = {}) => quoteGraph(graph, { rows: sampleRows, tier: 'standard', ...more });

const without = (...ids: string[]) => sampleRows.filter(({ id }) => !ids.includes(id));

describe('the price of a film', () => {
  it('is exact where the plan is', () => {
    // 0.002 + 7 × 0.04 + 6 × 5 s × 0.07
    expect(quote(film({ shots: 6, secondsPerShot: 5 })).micros).toEqual({ min: 2_382_000, max: 2_382_000 });
  });

  it('is billed by the lengths that are sold', () => {
    // video-a sells 5 and 10 s: 6 s cost 10 × 0.07; video-b costs 6 × 0.09.
    const { micros, choices } = quote(film({ shots: 1, secondsPerShot: 6 }));
    expect(choices['clips/make-video/auto']).toBe('video-b');
    expect(micros.max).toBe(2_000 + 80_000 + 540_000);
  });

  it('looks at every number of shots the planner may choose', () => {
    const { micros, nodes } = quote(film({ shots: 'auto', totalSeconds: 20 }), { rows: without('video-b', 'video-premium') });
    expect(nodes.clips?.steps).toEqual({ min: 3, max: 12 });
    // 4 shots of 5 s are the cheapest: neither end of the range.
    expect(micros.min).toBe(2_000 + 5 * 40_000 + 20 * 70_000);
  });

  it('is free at the animatic tier only where the animatic can do the work', () => {
    const { problems } = quote(film({ shots: 1 }), { tier: 'animatic' });
    expect(problems.map(({ code }) => code)).toEqual(['NO_MODEL', 'NO_MODEL', 'NO_MODEL']);
  });

  describe('while a model keeps failing', () => {
    const failing = { who: 'Sample', since: '2026-11-21T10:02:00.000Z', until: '2026-11-21T10:07:00.000Z' };
    const rows = sampleRows.map((row) => (row.id === 'video-a' ? { ...row, failing } : row));
    const key = 'clips/make-video/auto';

    it('chooses another one and says so', () => {
      const graph = film({ shots: 1, secondsPerShot: 5 });
      expect(quote(graph).choices[key]).toBe('video-a');
      const { choices, nodes } = quote(graph, { rows, previous: { [key]: 'video-a' } });
      expect(choices[key]).toBe('video-b');
      const why = 'the least to pay that fits; Sample has been failing since 10:02 UTC and is tried again at 10:07';
      expect(nodes.clips?.choices[0]).toMatchObject({ row: 'video-b', why, runnersUp: [{ row: 'video-premium' }] });
    });

    it('says it once where there is no other, and what to do', () => {
      const all = sampleRows.map((row) => (row.kinds.includes('make-video') ? { ...row, failing } : row));
      const { problems } = quote(film({ shots: 1, secondsPerShot: 5 }), { rows: all });
      expect(problems.map(({ message }) => message)).toEqual([
        'Nothing can do “Make video” at tier standard. Sample has been failing since 10:02 UTC and is tried again at 10:07, unless its model is named on the node.',
      ]);
    });

    it('takes it all the same where a person has named it', () => {
      const graph = film({ shots: 1, secondsPerShot: 5 });
      const named = { ...graph, nodes: { ...graph.nodes, clips: { type: 'flf2v', params: { model: 'video-a' } } } };
      const { choices, problems } = quote(named as Graph, { rows });
      expect(choices['clips/make-video/video-a']).toBe('video-a');
      expect(problems).toEqual([]);
    });
  });

  it('says why no model can do a shot', () => {
    const { problems } = quote(film({ shots: 1, secondsPerShot: 12 }), { rows: without('video-a', 'video-premium') });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'NO_MODEL', node: 'clips' });
    expect(problems[0]?.message).toContain('video-b makes at most 8 s; this asks for 12 s');
  });

  it('keeps the model of the last run although another has become cheaper', () => {
    const dear = sampleRows.map((row) => (row.id === 'video-a' ? { ...row, price: { per: 'second' as const, micros: 999_000 } } : row));
    expect(quote(film({ shots: 2 }), { rows: dear }).choices['clips/make-video/auto']).toBe('video-b');
    expect(
      quote(film({ shots: 2 }), { rows: dear, previous: { 'clips/make-video/auto': 'video-a' } }).choices['clips/make-video/auto'],
    ).toBe('video-a');
  });

  it('never replaces a model that was named', () => {
    const graph = film({ shots: 2 });
    const named = { ...graph, nodes: { ...graph.nodes, clips: { type: 'flf2v', params: { model: 'video-premium' } } } };
    expect(quote(named).choices['clips/make-video/video-premium']).toBe('video-premium');
    const gone = { ...graph, nodes: { ...graph.nodes, clips: { type: 'flf2v', params: { model: 'video-z' } } } };
    expect(quote(gone).problems.map(({ code }) => code)).toContain('MODEL_UNKNOWN');
  });
});
