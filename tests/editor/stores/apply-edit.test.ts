import { describe, expect, it } from 'vitest';
import { applyEdit } from '#editor/stores/apply-edit.ts';
import type { Edit } from '#editor/stores/edits.ts';
import { readGraph, writeGraph } from '#editor/stores/graph-json.ts';
import { sampleGraph } from '../sample-graph.ts';

const after = (...edits: Edit[]) => edits.reduce(applyEdit, sampleGraph());
const wires = (graph: ReturnType<typeof after>) => graph.edges.map(({ from, to }) => `${from}>${to}`);

describe('applyEdit', () => {
  it('leaves the graph it is given as it is', () => {
    const graph = sampleGraph();
    const before = JSON.stringify(graph);
    const edits: Edit[] = [
      { do: 'set-param', node: 'plan', param: 'shots', value: 9 },
      { do: 'remove-nodes', ids: ['plan', 'film'], heal: true },
      { do: 'move-nodes', to: { clips: [1, 2] } },
      { do: 'rename-node', node: 'brief', to: 'idea' },
    ];
    for (const edit of edits) applyEdit(graph, edit);
    expect(JSON.stringify(graph)).toBe(before);
  });

  it('shares what an edit does not touch', () => {
    const graph = sampleGraph();
    const next = applyEdit(graph, { do: 'set-param', node: 'plan', param: 'shots', value: 9 });
    expect(next.nodes.film).toBe(graph.nodes.film);
    expect(next.edges).toBe(graph.edges);
  });

  it('joins the neighbours of a removed node that has one wire in and out of the same kind', () => {
    expect(wires(after({ do: 'remove-nodes', ids: ['better'], heal: true }))).toContain('brief.text>plan.brief');
  });

  it('leaves a gap where the kinds on both sides differ', () => {
    const graph = after({ do: 'remove-nodes', ids: ['frames'], heal: true });
    expect(wires(graph).filter((wire) => wire.startsWith('plan.keyframes'))).toEqual([]);
    expect(wires(graph)).toContain('plan.shots>clips.shots');
  });

  it('leaves a gap when it is not asked to heal', () => {
    expect(wires(after({ do: 'remove-nodes', ids: ['better'] }))).not.toContain('brief.text>plan.brief');
  });

  it('heals through several removed nodes in a row', () => {
    const graph = after(
      { do: 'add-node', id: 'again', node: { type: 'enhance-prompt' } },
      { do: 'connect', from: 'better.text', to: 'again.text' },
      { do: 'connect', from: 'again.text', to: 'plan.brief' },
      { do: 'remove-nodes', ids: ['better', 'again'], heal: true },
    );
    expect(wires(graph)).toContain('brief.text>plan.brief');
  });

  it('takes the public inputs of a removed node away with it', () => {
    expect(after({ do: 'remove-nodes', ids: ['brief'] }).inputs).toEqual({});
  });

  it('replaces the wire of an input that takes one', () => {
    const graph = after({ do: 'connect', from: 'brief.text', to: 'plan.brief' });
    expect(wires(graph).filter((wire) => wire.endsWith('>plan.brief'))).toEqual(['brief.text>plan.brief']);
  });

  it('keeps the wires of an input that takes many, in their order', () => {
    const graph = after(
      { do: 'add-node', id: 'more', node: { type: 'text-to-video' } },
      { do: 'connect', from: 'more.video', to: 'film.clips' },
    );
    expect(wires(graph).filter((wire) => wire.endsWith('>film.clips'))).toEqual(['clips.clips>film.clips', 'more.video>film.clips']);
  });

  it('renames a node wherever it is named', () => {
    const graph = after({ do: 'rename-node', node: 'brief', to: 'idea' });
    expect(Object.keys(graph.nodes)[0]).toBe('idea');
    expect(wires(graph)[0]).toBe('idea.text>better.text');
    expect(graph.inputs).toEqual({ text: 'idea.text' });
  });

  it('refuses a name that is taken', () => {
    const graph = sampleGraph();
    expect(applyEdit(graph, { do: 'rename-node', node: 'brief', to: 'plan' })).toBe(graph);
  });

  it('leaves no empty leftovers behind', () => {
    const graph = after(
      { do: 'clear-param', node: 'plan', param: 'shots' },
      { do: 'set-element', node: 'clips', element: '2', choice: { take: 1 } },
      { do: 'set-element', node: 'clips', element: '2', choice: null },
      { do: 'set-bypass', ids: ['clips'], bypass: true },
      { do: 'set-bypass', ids: ['clips'], bypass: false },
      { do: 'set-settings', settings: { tier: 'draft' } },
      { do: 'set-settings', settings: { tier: null } },
    );
    expect(graph.nodes.plan).toEqual({ type: 'planner', at: [600, 0] });
    expect(graph.nodes.clips).toEqual({ type: 'flf2v', at: [1200, 0] });
    expect(graph.settings).toEqual({});
  });

  it('gives back the same graph when nothing changes', () => {
    const graph = sampleGraph();
    const idle: Edit[] = [
      { do: 'set-param', node: 'plan', param: 'shots', value: 3 },
      { do: 'set-param', node: 'gone', param: 'shots', value: 3 },
      { do: 'move-nodes', to: { plan: [600, 0] } },
      { do: 'remove-nodes', ids: ['gone'] },
      { do: 'disconnect', edges: [{ from: 'a.b', to: 'c.d' }] },
      { do: 'set-name', name: 'Sample' },
      { do: 'connect', from: 'brief.text', to: 'better.text' },
    ];
    for (const edit of idle) expect(applyEdit(graph, edit), edit.do).toBe(graph);
  });

  it('is made of plain data', () => {
    const edit: Edit = {
      do: 'several',
      edits: [
        { do: 'set-title', node: 'plan', title: null },
        { do: 'move-nodes', to: { plan: [1, 2] } },
      ],
    };
    expect(applyEdit(sampleGraph(), JSON.parse(JSON.stringify(edit)) as Edit)).toEqual(applyEdit(sampleGraph(), edit));
  });
});

describe('writeGraph', () => {
  it('is read back as the same graph', () => {
    expect(readGraph(JSON.parse(JSON.stringify(writeGraph(sampleGraph()))))).toEqual({ graph: sampleGraph() });
  });

  it('keeps nodes of unknown type with their data', () => {
    const json = { filmloom: 1, nodes: { odd: { type: 'depth-map', params: { a: [1] } } } };
    const read = readGraph(json);
    expect('graph' in read && writeGraph(read.graph)).toEqual(json);
  });

  it('refuses a document from the future in words', () => {
    expect(readGraph({ filmloom: 99, nodes: {} })).toEqual({ reason: expect.stringContaining('newer Filmloom') });
  });
});
