import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Graph, graphSchema, splitPort } from '#graphs/document.ts';
import { expand } from '#graphs/expand.ts';
import { checkGraph } from '#graphs/problems.ts';
import type { NodeDef } from '#nodes/define.ts';
import { nodeTypes } from '#nodes/index.ts';
import { layOut, stepsOf } from '../nodes/lay-out.ts';

const folder = new URL('../../graphs/templates/', import.meta.url).pathname;
const templates = readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Graph] as const);
const own: Record<string, string> = { image: 'picture', video: 'clip' };

/** The template with files of the test library where it asks for the user's own. */
function layOutTemplate({ nodes, edges, settings }: Graph) {
  const filled = Object.entries(nodes).map(
    ([id, node]) => [id, own[node.type] ? { ...node, params: { asset: own[node.type] } } : node] as const,
  );
  return layOut(
    Object.fromEntries(filled),
    edges.map(({ from, to }) => `${from} > ${to}`),
    settings,
  );
}

const named = (name: string) => templates.find(([file]) => file === `${name}.json`)?.[1] as Graph;

it('there is a template for each of the usual jobs', () => {
  expect(templates.map(([file]) => file.replace('.json', '')).sort()).toEqual([
    'chain-film',
    'explainer',
    'lighthouse',
    'localise-clip',
    'product-hero',
    'social-pack-from-video',
    'social-short',
    'upscale-repair',
  ]);
});

describe.each(templates)('%s', (_, graph) => {
  it('is a document with a name and one sentence about itself', () => {
    expect(graphSchema.safeParse(graph).error).toBeUndefined();
    expect(graph.name).toMatch(/^[A-Z]/);
    expect(graph.description).toMatch(/^[A-Z].*[^.]\.$/);
    expect(graph.settings).toMatchObject({ tier: 'animatic', budgetUsd: 5 });
  });

  it('joins ports that exist and are of one kind', () => {
    const definitionOf = (id: string) => nodeTypes.get(graph.nodes[id]?.type ?? '') as NodeDef;
    for (const { from, to } of graph.edges) {
      const [[source, output], [target, input]] = [splitPort(from), splitPort(to)];
      expect(definitionOf(source).outputs[output]?.kind, `${from} > ${to}`).toBe(definitionOf(target).inputs[input]?.kind);
      expect(definitionOf(target).inputs[input], to).toBeDefined();
    }
    expect(new Set(graph.edges.map(({ from, to }) => `${from} > ${to}`)).size).toBe(graph.edges.length);
  });

  it('offers inputs that exist', () => {
    for (const target of Object.values(graph.inputs)) {
      const [id, param] = splitPort(target);
      expect(nodeTypes.get(graph.nodes[id]?.type ?? '')?.params.shape, target).toHaveProperty(param);
    }
    for (const [id, { type }] of Object.entries(graph.nodes)) {
      if (own[type]) expect(Object.values(graph.inputs)).toContain(`${id}.asset`);
    }
  });

  it('leaves out what is the default anyway', () => {
    for (const { type, params = {} } of Object.values(graph.nodes)) {
      const definition = nodeTypes.get(type) as NodeDef;
      const defaults = definition.params.parse({}) as Record<string, unknown>;
      for (const [name, value] of Object.entries(params)) expect(value, `${type}.${name}`).not.toEqual(defaults[name]);
    }
  });

  it('lays out whole and without a problem', () => {
    const expansion = layOutTemplate(graph);
    expect(expansion.problems).toEqual([]);
    expect([...expansion.unlaid]).toEqual([]);
    for (const [id, { type }] of Object.entries(graph.nodes)) {
      const silent = ['prompt', 'note', 'image', 'video', 'storyboard'].includes(type);
      if (!silent) expect(stepsOf(expansion, id).length, id).toBeGreaterThan(0);
    }
  });

  it('asks for the file of the user and for nothing else', () => {
    const asking = Object.values(graph.nodes).filter(({ type }) => own[type]).length;
    const { problems } = checkGraph(graph);
    expect(problems.map(({ code, param }) => `${code} ${param}`)).toEqual(Array(asking).fill('PARAM_MISSING asset'));
  });

  it('stands in columns and rows from left to right, without cards over each other', () => {
    const at = (id: string) => graph.nodes[id]?.at as [number, number];
    for (const id of Object.keys(graph.nodes)) for (const place of at(id)) expect(place % 8).toBe(0);
    for (const { from, to } of graph.edges) expect(at(splitPort(from)[0])[0], `${from} > ${to}`).toBeLessThan(at(splitPort(to)[0])[0]);
    const ids = Object.keys(graph.nodes);
    for (const one of ids) {
      for (const other of ids) {
        if (one === other || at(one)[0] !== at(other)[0]) continue;
        expect(Math.abs(at(one)[1] - at(other)[1]), `${one} and ${other}`).toBeGreaterThanOrEqual(440);
      }
    }
    const columns = [...new Set(ids.map((id) => at(id)[0]))].sort((a, b) => a - b);
    for (const [index, column] of columns.entries()) expect(column).toBe(index * 400);
  });
});

describe('the sample film', () => {
  it('becomes 20 steps before anything ran, for a film of 12 seconds', () => {
    const expansion = layOutTemplate(named('lighthouse'));
    const count = (node: string) => stepsOf(expansion, node).length;
    expect(['plan', 'frames', 'clips', 'voice', 'music', 'mix', 'film', 'social', 'poster'].map(count)).toEqual([
      1, 5, 4, 5, 1, 1, 1, 1, 1,
    ]);
    expect(expansion.facts.get('film/1/concat:video')).toEqual({ width: 1280, height: 720, fps: 30, seconds: 12, audio: true });
    expect(expansion.steps.get('film/1/concat')?.reads.audio).toBe('mix/1/mix-audio:audio');
  });

  it('lasts 12 seconds in every world, because its words surely fit', () => {
    for (const end of [0, 1]) {
      const { facts } = expand(named('lighthouse'), { end });
      for (const ref of ['voice/1/lay-voice:audio', 'mix/1/mix-audio:audio', 'film/1/concat:video'])
        expect(facts.get(ref), ref).toMatchObject({ seconds: 12 });
    }
  });

  it('greets in a note', () => {
    const notes = Object.values(named('lighthouse').nodes).filter(({ type }) => type === 'note');
    expect(notes).toHaveLength(1);
  });
});

it('the chain film begins with one picture and goes on from clip to clip', () => {
  const expansion = layOutTemplate(named('chain-film'));
  expect(stepsOf(expansion, 'opening')).toEqual(['opening/1/make-image']);
  expect(expansion.steps.get('clips/1/make-video')?.reads.first).toBe('opening/1/make-image:image');
  expect(expansion.steps.get('clips/4/make-video')?.reads.first).toBe('clips/3/last-frame:image');
});
