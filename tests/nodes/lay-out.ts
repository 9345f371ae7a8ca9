import type { Graph, GraphNode } from '#graphs/document.ts';
import { expand } from '#graphs/expand.ts';
import type { AssetInfo, Assets, Expansion } from '#graphs/expansion.ts';

const files: Readonly<Record<string, AssetInfo>> = {
  picture: { kind: 'image', facts: { width: 640, height: 360 } },
  clip: { kind: 'video', facts: { width: 640, height: 360, fps: 25, seconds: 8, audio: true } },
  sound: { kind: 'audio', facts: { seconds: 6 } },
  words: { kind: 'captions', facts: { seconds: 6 }, value: { cues: [{ start: 0, end: 2, text: 'Hello.' }] } },
};

/** A library with one file of each kind: `picture`, `clip`, `sound`, `words`. */
export const library: Assets = { get: (id) => files[id] };

/** Three shots with keys of their own, as a storyboard node. */
export const board: GraphNode = {
  type: 'storyboard',
  params: {
    opening: 'A quiet harbour.',
    shots: [
      { key: 'bottle', prompt: 'A bottle in the surf.', seconds: 2, keyframe: 'A hand holds the bottle.', narration: 'A letter.' },
      { key: 'storm', prompt: 'A storm rises.', seconds: 3, keyframe: 'Waves break.' },
      { key: 'rescue', prompt: 'A ship comes home.', seconds: 4, keyframe: 'The ship in the harbour.' },
    ],
  },
};

/** Nodes that give one element of a kind each, or three shots and four keyframe texts. */
export const sources = {
  text: { type: 'prompt', params: { text: 'A lighthouse in the rain.' } },
  image: { type: 'image', params: { asset: 'picture' } },
  video: { type: 'video', params: { asset: 'clip' } },
  audio: { type: 'audio', params: { asset: 'sound' } },
  captions: { type: 'captions-file', params: { asset: 'words' } },
  shot: board,
} as const satisfies Record<string, GraphNode>;

/** Lays out a graph; edges are written `from.port > to.port`. */
export function layOut(nodes: Record<string, GraphNode>, edges: readonly string[] = [], settings: Graph['settings'] = {}): Expansion {
  const pairs = edges.map((edge) => edge.split(' > ') as [string, string]);
  return expand({ filmloom: 1, settings, nodes, edges: pairs.map(([from, to]) => ({ from, to })), inputs: {} }, { assets: library });
}

/** The ids of the steps of one node, in order. */
export function stepsOf({ steps }: Expansion, node: string): string[] {
  return [...steps.values()].filter((step) => step.node === node).map(({ id }) => id);
}

/** The keys of what an output carries. */
export function keysOf({ outputs }: Expansion, port: string): string[] | undefined {
  return outputs.get(port)?.items.map(({ key }) => key);
}
