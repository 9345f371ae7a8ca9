import { describe, expect, it } from 'vitest';
import { placesOf } from '#editor/canvas/tidy.ts';
import { wiringFrom } from '#editor/canvas/wiring.ts';
import { portThatFits } from '#editor/stores/new-node.ts';
import { whyNotConnect } from '#graphs/connect.ts';
import { nodeTypes } from '#nodes/index.ts';
import { many, one } from '#nodes/ports.ts';
import { sampleGraph } from '../sample-graph.ts';

describe('wiringFrom', () => {
  it('lets exactly those ports glow that the graph would take', () => {
    const graph = sampleGraph();
    for (const [id, node] of Object.entries(graph.nodes)) {
      for (const output of Object.keys(nodeTypes.get(node.type)?.outputs ?? {})) {
        const from = `${id}.${output}`;
        const inputs = Object.entries(graph.nodes).flatMap(([other, { type }]) =>
          Object.keys(nodeTypes.get(type)?.inputs ?? {}).map((port) => `${other}.${port}`),
        );
        const taken = inputs.filter((to) => whyNotConnect(graph, from, to) === null);
        expect([...(wiringFrom(graph, from, 'output')?.fits ?? [])].sort(), from).toEqual(taken.sort());
      }
    }
  });

  it('finds outputs for a wire that is pulled from an input', () => {
    expect([...(wiringFrom(sampleGraph(), 'film.audio', 'input')?.fits ?? [])]).toEqual([]);
    expect([...(wiringFrom(sampleGraph(), 'plan.brief', 'input')?.fits ?? [])]).toEqual(['brief.text']);
  });
});

describe('portThatFits', () => {
  it('prefers a port that must be connected, then one of the same count', () => {
    expect(portThatFits('keyframe', one('image'), 'input')).toBe('reference');
    expect(portThatFits('flf2v', many('shot'), 'input')).toBe('shots');
    expect(portThatFits('planner', many('text'), 'output')).toBe('keyframes');
    expect(portThatFits('prompt', one('video'), 'input')).toBeUndefined();
  });
});

describe('placesOf', () => {
  it('lays every node out to the right of what it reads, without overlap, and keeps the corner', () => {
    const graph = sampleGraph();
    const heights = new Map(Object.keys(graph.nodes).map((id) => [id, 300]));
    const places = placesOf(graph, heights);
    for (const { from, to } of graph.edges) {
      const [a, b] = [places[from.split('.')[0] ?? ''], places[to.split('.')[0] ?? '']];
      expect((b?.[0] ?? 0) - (a?.[0] ?? 0)).toBeGreaterThanOrEqual(320);
    }
    expect(Math.min(...Object.values(places).map(([x]) => x))).toBe(0);
  });
});
