import { afterEach, expect, it } from 'vitest';
import { startWavespeed, type WavespeedEmulator } from '../../providers/wavespeed-emulator.ts';
import { type Keyed, openKeyed } from '../open-keyed.ts';
import { clips } from './open-paid.ts';

const cheapest = 'wavespeed/hunyuan-video-1.5-480p';
const patient = { timeout: 25_000, interval: 100 };
let service: WavespeedEmulator;
afterEach(() => service?.stop());

type Model = { id: string; available: boolean; failing?: { since: string; until: string; message: string } };
const modelOf = async ({ ask }: Keyed): Promise<Model | undefined> => {
  const { models } = (await ask('GET', '/models')).body as unknown as { models: Model[] };
  return models.find(({ id }) => id === cheapest);
};
type Estimate = { nodes: { clip: { models: { model: string; why: string }[] } }; problems: { message: string }[] };
const estimate = async ({ ask }: Keyed, graph: unknown): Promise<Estimate> =>
  (await ask('POST', '/estimate', { graph })).body as unknown as Estimate;

const named = (graph: Record<string, unknown>) => {
  const nodes = graph.nodes as { clip: { params: object } };
  return { ...graph, nodes: { ...nodes, clip: { ...nodes.clip, params: { ...nodes.clip.params, model: cheapest } } } };
};

it('a model that keeps failing is not chosen by itself, says since when, is tried by name, and comes back with its first answer', async () => {
  service = await startWavespeed({ jobMs: 0 });
  const keyed = await openKeyed({ WAVESPEED_API_KEY: service.key, WAVESPEED_BASE_URL: service.url });
  const graph = clips(['A ship.', 'A lamp.', 'A gull.']);
  expect((await estimate(keyed, graph)).nodes.clip.models[0]).toMatchObject({ model: cheapest, why: 'the least to pay that fits' });
  service.cut();
  const { id } = (await keyed.ask('POST', '/runs', { graph })).body;
  await expect.poll(async () => (await modelOf(keyed))?.failing !== undefined, patient).toBe(true);
  const seen = await modelOf(keyed);
  expect(seen).toMatchObject({ available: true });
  expect(seen?.failing?.message).toMatch(
    /^Hunyuan Video 1\.5, 480p of WaveSpeed has been failing since \d\d:\d\d UTC and is tried again at \d\d:\d\d\.$/,
  );
  const [other] = (await estimate(keyed, graph)).nodes.clip.models;
  expect(other?.model).not.toBe(cheapest);
  expect(other?.why).toMatch(/^the least to pay that fits; Hunyuan Video 1\.5, 480p of WaveSpeed has been failing since /);
  expect((await estimate(keyed, named(graph))).nodes.clip.models[0]).toMatchObject({ model: cheapest, why: 'chosen on the node' });
  await keyed.ask('POST', `/runs/${id}/cancel`, {});
  await service.mend();
  const again = (await keyed.ask('POST', '/runs', { graph: named(clips(['A boat.'])) })).body;
  await expect.poll(async () => (await keyed.ask('GET', `/runs/${again.id}`)).body.state, patient).toBe('done');
  expect(await modelOf(keyed)).not.toHaveProperty('failing');
  expect((await estimate(keyed, clips(['A tower.']))).nodes.clip.models[0]).toMatchObject({
    model: cheapest,
    why: expect.not.stringContaining('failing'),
  });
}, 90_000);
