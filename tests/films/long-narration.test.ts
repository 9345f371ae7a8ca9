import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import lighthouse from '#graphs/templates/lighthouse.json' with { type: 'json' };
import type { RunView } from '#server/contract/runs.ts';
import { openStudio, type Studio } from './open-studio.ts';
import { brokenPredictions } from './predicted-facts.ts';

const patience = 180_000;
let studio: Studio;

beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

const small = { ...lighthouse, settings: { ...lighthouse.settings, resolution: '480p' } };
const wordy = 'An old keeper finds a long forgotten message; in 1984 a storm of the BBC broke over the rocks.';
const { poster: _poster, ...sample } = { ...lighthouse.nodes, social: { ...lighthouse.nodes.social, params: { platforms: ['x'] } } };
const between = lighthouse.edges.filter(({ to }) => !to.startsWith('poster'));

/** The sample film with shots of one second and the words given for each. */
function storyboard(...narrations: string[]): unknown {
  const { brief: _, ...nodes } = sample;
  const shots = narrations.map((narration, index) => ({ key: `s${index + 1}`, prompt: 'A lighthouse.', seconds: 1, narration }));
  const edges = between.filter(({ from }) => !from.startsWith('brief'));
  return { ...small, nodes: { ...nodes, plan: { type: 'storyboard', params: { shots } } }, edges, inputs: {} };
}

async function done(graph: unknown, inputs: Record<string, unknown> = {}): Promise<RunView> {
  const run = await studio.run({ graph, inputs } as never);
  expect(run.stepList.flatMap(({ id, error }) => (error ? `${id}: ${error.message}` : []))).toEqual([]);
  expect(run.state).toBe('done');
  return run;
}

const lengthOf = (run: RunView, kind: string): number =>
  Number(run.stepList.find((step) => step.kind === kind)?.gives?.[kind === 'concat' ? 'video' : 'audio']?.[0]?.facts.seconds);

describe('narration that is longer than its shots', () => {
  it(
    'makes the film as long as was foreseen when no shot has room for its words',
    async () => {
      const run = await done(storyboard(wordy, 'The ship came safely home.'));
      expect(lengthOf(run, 'lay-voice')).toBeGreaterThan(6);
      expect(lengthOf(run, 'concat')).toBeGreaterThan(6);
      expect(brokenPredictions(run, await studio.assets(run.graph as never))).toEqual([]);
    },
    patience,
  );

  it(
    'runs on into the next shot, and the film is no longer for it, when only one shot has too many words',
    async () => {
      const run = await done(storyboard('The old keeper finds a bottle.', ''));
      expect(lengthOf(run, 'speak')).toBeGreaterThan(1.1);
      expect(lengthOf(run, 'lay-voice')).toBe(2);
      expect(brokenPredictions(run, await studio.assets(run.graph as never))).toEqual([]);
    },
    patience,
  );

  it(
    'is foreseen in a film that is planned from a long brief',
    async () => {
      const run = await done({ ...small, nodes: sample, edges: between }, { prompt: wordy, shots: 2, seconds: 1 });
      expect(lengthOf(run, 'concat')).toBeGreaterThan(4);
      expect(brokenPredictions(run, await studio.assets(run.graph as never))).toEqual([]);
    },
    patience,
  );
});
