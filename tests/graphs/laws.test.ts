import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode } from '#graphs/document.ts';
import { expand } from '#graphs/expand.ts';
import { fingerprint, requestKey } from '#graphs/fingerprint.ts';
import { checkGraph } from '#graphs/problems.ts';
import { quoteGraph } from '#graphs/quote.ts';
import { randomGraph } from './random-graphs.ts';
import { sampleRows } from './sample-rows.ts';

const prompt: GraphNode = { type: 'prompt', params: { text: 'Elsewhere' } };

/** Requests that are known before anything ran, by what they ask for. */
function requests(graph: Graph): string[] {
  const { steps, literals } = expand(graph, { end: 1 });
  return [...steps.values()].flatMap((step) => requestKey(step, (ref) => literals.get(ref)?.hash ?? `of ${kindBehind(ref)}`) ?? []).sort();
}

/** The element and kind behind a reference, without the node. */
const kindBehind = (ref: string): string => ref.slice(ref.indexOf('/') + 1);

describe('laws of a graph', () => {
  it('checking never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => Array.isArray(checkGraph(json).problems)),
      { numRuns: 300 },
    );
  });

  it('checking never throws, whatever stands in a graph', () => {
    const near = fc.record(
      {
        filmloom: fc.constantFrom(1, 2, 'x'),
        nodes: fc.dictionary(
          fc.string(),
          fc.oneof(fc.jsonValue(), fc.record({ type: fc.constantFrom('prompt', 'planner', 'flf2v', 'speech'), params: fc.jsonValue() })),
        ),
        edges: fc.oneof(fc.jsonValue(), fc.array(fc.record({ from: fc.string(), to: fc.string() }))),
        settings: fc.jsonValue(),
      },
      { requiredKeys: ['filmloom', 'nodes'] },
    );
    fc.assert(
      fc.property(near, (json) => checkGraph(json).problems.every(({ message }) => message.length > 5)),
      { numRuns: 300 },
    );
  });

  it('the price of a graph is the sum over its nodes, in every graph', () => {
    fc.assert(
      fc.property(randomGraph, (graph) => {
        const quote = quoteGraph(graph, { rows: sampleRows, tier: 'standard' });
        const nodes = Object.values(quote.nodes);
        const sum = (end: 'min' | 'max'): number => nodes.reduce((total, node) => total + node.micros[end], 0);
        expect(quote.micros.max).toBeLessThanOrEqual(sum('max'));
        expect(quote.micros.min).toBeGreaterThanOrEqual(sum('min'));
        if (quote.micros.min === quote.micros.max) expect(sum('max')).toBe(quote.micros.max);
      }),
      { numRuns: 150 },
    );
  });

  it('a node that nobody knows changes no request', () => {
    fc.assert(
      fc.property(randomGraph, (graph) => {
        const more = { ...graph, nodes: { ...graph.nodes, stranger: prompt } };
        expect(requests(more)).toEqual(requests(graph));
      }),
      { numRuns: 150 },
    );
  });

  it('renaming and moving nodes, and writing them in another order, changes no request', () => {
    fc.assert(
      fc.property(randomGraph, fc.integer(), (graph, x) => {
        const rename = (id: string): string => `renamed-${id}`;
        const renamePort = (port: string): string => `renamed-${port}`;
        const nodes = Object.fromEntries(
          Object.entries(graph.nodes)
            .reverse()
            .map(([id, node]) => [rename(id), { ...node, at: [x % 1000, 0] as [number, number], title: 'Other' }]),
        );
        const edges = graph.edges.map(({ from, to }) => ({ from: renamePort(from), to: renamePort(to) }));
        expect(requests({ ...graph, nodes, edges })).toEqual(requests(graph));
      }),
      { numRuns: 150 },
    );
  });

  it('a price is not part of a fingerprint, the behaviour of a row is', () => {
    const [row] = sampleRows;
    if (!row) throw new Error('no row');
    const dear = { ...row, price: { per: 'call' as const, micros: 9_999_999 } };
    expect(fingerprint('r', dear)).toBe(fingerprint('r', row));
    expect(fingerprint('r', { ...row, rev: 2 })).not.toBe(fingerprint('r', row));
  });
});
