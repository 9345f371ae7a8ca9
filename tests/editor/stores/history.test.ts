import { describe, expect, it } from 'vitest';
import type { Edit } from '#editor/stores/edits.ts';
import { act, historyOf, redo, replace, undo } from '#editor/stores/history.ts';
import { sampleGraph } from '../sample-graph.ts';

const type = (text: string): Edit => ({ do: 'set-param', node: 'brief', param: 'text', value: text });

describe('undo', () => {
  it('takes back exactly the last act', () => {
    let history = act(historyOf(sampleGraph()), { do: 'set-title', node: 'plan', title: 'Plot' }, 0);
    const between = history.graph;
    history = act(history, { do: 'remove-nodes', ids: ['plan', 'clips'] }, 5000);
    history = undo(history);
    expect(history.graph).toBe(between);
  });

  it('takes back a stretch of typing as one act', () => {
    let history = historyOf(sampleGraph());
    for (const [at, text] of ['A', 'A s', 'A storm c'].entries()) history = act(history, type(text), at * 300);
    expect(history.past).toHaveLength(1);
    expect(undo(history).graph.nodes.brief?.params?.text).toBe('A storm.');
  });

  it('begins a new act after a pause, at another field, and after another act', () => {
    let history = act(historyOf(sampleGraph()), type('A'), 0);
    history = act(history, type('B'), 5000);
    history = act(history, { do: 'set-param', node: 'plan', param: 'style', value: 'ink' }, 5100);
    history = act(history, type('C'), 5200);
    expect(history.past).toHaveLength(4);
  });

  it('never merges typing into an act that was undone or redone', () => {
    let history = act(historyOf(sampleGraph()), type('A'), 0);
    history = redo(undo(history));
    history = act(history, type('AB'), 100);
    expect(undo(history).graph.nodes.brief?.params?.text).toBe('A');
  });

  it('leaves no act behind for an edit that changes nothing', () => {
    expect(act(historyOf(sampleGraph()), { do: 'set-name', name: 'Sample' }, 0).past).toEqual([]);
  });

  it('does nothing at the end of the stack', () => {
    const history = historyOf(sampleGraph());
    expect(undo(history)).toBe(history);
    expect(redo(history)).toBe(history);
  });

  it('brings back what another version replaced', () => {
    const mine = act(historyOf(sampleGraph()), type('mine'), 0);
    const theirs = replace(mine, { ...sampleGraph(), name: 'Theirs' }, 'take the other version', 10);
    expect(theirs.graph.name).toBe('Theirs');
    expect(undo(theirs).graph).toBe(mine.graph);
  });
});

describe('redo', () => {
  it('does again what was undone, in order', () => {
    let history = act(act(historyOf(sampleGraph()), type('A'), 0), { do: 'set-name', name: 'Two' }, 5000);
    const done = history.graph;
    history = redo(redo(undo(undo(history))));
    expect(history.graph).toBe(done);
  });

  it('is gone after a new act', () => {
    let history = act(historyOf(sampleGraph()), type('A'), 0);
    history = act(undo(history), { do: 'set-name', name: 'Other' }, 5000);
    expect(history.future).toEqual([]);
  });
});
