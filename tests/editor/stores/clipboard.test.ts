import { describe, expect, it } from 'vitest';
import { applyEdit } from '#editor/stores/apply-edit.ts';
import { copyNodes, pasteClip, readClip } from '#editor/stores/clipboard.ts';
import { sampleGraph } from '../sample-graph.ts';

const copied = () => {
  const clip = readClip(copyNodes(sampleGraph(), new Set(['plan', 'frames', 'clips'])));
  if (!clip) throw new Error('nothing copied');
  return clip;
};

describe('pasteClip', () => {
  it('gives every node a new id and wires the copies among themselves', () => {
    const { ids, edit } = pasteClip(sampleGraph(), copied(), { by: [32, 32] });
    const graph = applyEdit(sampleGraph(), edit);
    expect(ids).toEqual(['planner', 'keyframe', 'flf2v'].map(() => expect.any(String)));
    expect(new Set(ids).size).toBe(3);
    expect(Object.keys(graph.nodes)).toHaveLength(9);
    const fresh = graph.edges.slice(6);
    expect(fresh).toHaveLength(3);
    for (const { from, to } of fresh) expect([from, to].every((ref) => ids.includes(ref.split('.')[0] ?? ''))).toBe(true);
  });

  it('never touches the nodes that were copied, however often it is pasted', () => {
    let graph = sampleGraph();
    for (let time = 0; time < 3; time += 1) graph = applyEdit(graph, pasteClip(graph, copied(), { by: [32, 32] }).edit);
    expect(Object.keys(graph.nodes)).toHaveLength(15);
    expect(graph.nodes.plan).toEqual(sampleGraph().nodes.plan);
    expect(graph.edges.slice(0, 6)).toEqual(sampleGraph().edges);
  });

  it('puts the top left corner where it is asked to', () => {
    const { edit, ids } = pasteClip(sampleGraph(), copied(), { at: [50, 70] });
    const places = ids.map((id) => applyEdit(sampleGraph(), edit).nodes[id]?.at);
    expect(places).toEqual([
      [50, 70],
      [350, 70],
      [650, 70],
    ]);
  });
});

describe('readClip', () => {
  it('takes a whole graph as nodes to paste', () => {
    expect(
      Object.keys(readClip(JSON.stringify({ filmloom: 1, name: 'x', nodes: { a: { type: 'prompt' } }, settings: {} }))?.nodes ?? {}),
    ).toEqual(['a']);
  });

  it.each([
    '',
    'hello',
    '{}',
    '[1]',
    '{"filmloom":1,"nodes":{}}',
    '{"filmloom":2,"nodes":{"a":{"type":"x"}}}',
    '{"filmloom":1,"nodes":{"a":{"nope":1}}}',
  ])('leaves %j to others', (text) => {
    expect(readClip(text)).toBeUndefined();
  });
});
