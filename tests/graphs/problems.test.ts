import { describe, expect, it } from 'vitest';
import { checkGraph } from '#graphs/problems.ts';

type Found = { code: string; node?: string | undefined; port?: string | undefined; param?: string | undefined };

function problems(json: unknown): Found[] {
  return checkGraph(json).problems.map(({ code, node, port, param }) => ({
    code,
    ...(node ? { node } : {}),
    ...(port ? { port } : {}),
    ...(param ? { param } : {}),
  }));
}

const graph = (nodes: Record<string, unknown>, edges: [string, string][] = [], more: Record<string, unknown> = {}) => ({
  filmloom: 1,
  nodes,
  edges: edges.map(([from, to]) => ({ from, to })),
  ...more,
});
const text = { type: 'prompt', params: { text: 'A boat' } };

describe('what is wrong with a document', () => {
  it.each([
    ['a list', [], [{ code: 'DOCUMENT_INVALID' }]],
    ['null', null, [{ code: 'DOCUMENT_INVALID' }]],
    ['no version', { nodes: {} }, [{ code: 'DOCUMENT_INVALID' }]],
    ['a newer version', { filmloom: 2, nodes: {} }, [{ code: 'DOCUMENT_FROM_THE_FUTURE' }]],
    ['nothing in it', graph({}), [{ code: 'GRAPH_EMPTY' }]],
    ['only a note', graph({ a: { type: 'note', params: { text: 'Hi' } } }), [{ code: 'GRAPH_EMPTY' }]],
    ['an unknown field', graph({ a: text }, [], { colour: 1 }), [{ code: 'DOCUMENT_INVALID' }]],
    ['an unknown type', graph({ a: { type: 'promt' } }), [{ code: 'NODE_UNKNOWN_TYPE', node: 'a' }]],
    ['a bad node id', graph({ 'a b': text, c: text }), [{ code: 'NODE_ID_INVALID' }]],
    [
      'an unknown parameter',
      graph({ a: { type: 'prompt', params: { text: 'x', colour: 1 } } }),
      [{ code: 'PARAM_UNKNOWN', node: 'a', param: 'colour' }],
    ],
    ['an edge to nowhere', graph({ a: text }, [['a.text', 'b.brief']]), [{ code: 'EDGE_UNKNOWN_NODE' }]],
    ['an edge to no port', graph({ a: text, b: text }, [['a.text', 'b.brief']]), [{ code: 'EDGE_UNKNOWN_PORT', node: 'b', port: 'brief' }]],
    ['a malformed edge', { ...graph({ a: text }), edges: [{ from: 'a' }] }, [{ code: 'EDGE_INVALID' }]],
    [
      'a missing file',
      graph({ a: { type: 'image', params: { asset: 'f'.repeat(64) } } }),
      [{ code: 'ASSET_UNKNOWN', node: 'a', param: 'asset' }],
    ],
    ['a named input that leads nowhere', graph({ a: text }, [], { inputs: { x: 'a.nothing' } }), [{ code: 'INPUT_NAME_UNKNOWN' }]],
  ])('%s', (_, json, expected) => {
    expect(problems(json)).toEqual(expected);
  });

  it('names the parameter and the range', () => {
    const [problem] = checkGraph(graph({ t: text, a: { type: 'planner', params: { shots: 99 } } }, [['t.text', 'a.brief']])).problems;
    expect(problem).toMatchObject({ code: 'PARAM_INVALID', node: 'a', param: 'shots' });
    expect(problem?.message).toContain('at most 60');
  });

  it('finds a missing input, a wrong kind and a doubled edge all at once', () => {
    const found = problems(
      graph({ t: text, f: { type: 'keyframe' }, c: { type: 'concat' } }, [
        ['t.text', 'c.clips'],
        ['t.text', 'c.clips'],
      ]),
    );
    expect(found).toEqual(
      expect.arrayContaining([
        { code: 'INPUT_MISSING', node: 'f', port: 'prompt' },
        { code: 'KIND_MISMATCH', node: 'c', port: 'clips' },
        { code: 'EDGE_DUPLICATE', node: 'c', port: 'clips' },
      ]),
    );
  });

  it('names every node of a circle, and only those', () => {
    const nodes = { t: text, a: { type: 'enhance-prompt' }, b: { type: 'enhance-prompt' }, after: { type: 'enhance-prompt' } };
    const found = problems(
      graph(nodes, [
        ['a.text', 'b.text'],
        ['b.text', 'a.text'],
        ['b.text', 'after.text'],
      ]),
    ).filter(({ code }) => code === 'GRAPH_CYCLE');
    expect(found.map(({ node }) => node).sort()).toEqual(['a', 'b']);
  });

  it('refuses names that would change an object’s prototype, wherever they stand', () => {
    expect(problems(JSON.parse('{"filmloom":1,"nodes":{"a":{"type":"prompt","params":{"__proto__":{"x":1}}}}}'))).toEqual([
      { code: 'KEY_FORBIDDEN' },
    ]);
    expect(problems(JSON.parse('{"filmloom":1,"nodes":{"__proto__":{"type":"prompt"}}}'))).toEqual([{ code: 'KEY_FORBIDDEN' }]);
  });

  it('refuses a document nested deeper than the limit without exhausting the stack', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    expect(problems(deep)).toEqual([{ code: 'DOCUMENT_TOO_DEEP' }]);
  });

  it('refuses more nodes than the limit', () => {
    const nodes = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`n${index}`, text]));
    expect(problems(graph(nodes))).toEqual([{ code: 'LIMIT_EXCEEDED' }]);
  });

  it('says that a list of lists cannot be collected per element', () => {
    const nodes = {
      rows: {
        type: 'list',
        params: {
          rows: [
            { key: 'a', text: 'one' },
            { key: 'b', text: 'two' },
          ],
        },
      },
      plan: { type: 'planner', params: { shots: 2 } },
      first: { type: 'keyframe' },
      chain: { type: 'i2v-chain' },
    };
    const found = problems(
      graph(nodes, [
        ['rows.items', 'plan.brief'],
        ['rows.items', 'first.prompt'],
        ['first.image', 'chain.first'],
        ['plan.shots', 'chain.shots'],
      ]),
    );
    expect(found).toEqual([{ code: 'LIST_OF_LISTS', node: 'chain', port: 'shots' }]);
  });
});
