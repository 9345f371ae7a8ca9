import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEmbeddedGraph } from '#executors/ffmpeg/embedded-graph.ts';
import { outerBoxes } from '#executors/ffmpeg/mp4-boxes.ts';
import lighthouse from '#graphs/templates/lighthouse.json' with { type: 'json' };
import type { Captions } from '#nodes/values.ts';
import { exportOutput } from '#server/assets/export-output.ts';
import type { RunOutput, RunView } from '#server/contract/runs.ts';
import { levelDb, meter, samplesOf, streams } from '../executors/ffmpeg/finished-media.ts';
import { openStudio, type Studio } from './open-studio.ts';
import { brokenPredictions } from './predicted-facts.ts';

const patience = 180_000;
const social = { ...lighthouse.nodes.social, params: { platforms: ['youtube-shorts', 'x'] } };
const graph = { ...lighthouse, settings: { ...lighthouse.settings, resolution: '480p' }, nodes: { ...lighthouse.nodes, social } };
const inputs = { prompt: 'A keeper; a storm; a ship is saved.', shots: 3, seconds: 2 };
let studio: Studio;
let run: RunView;
let outputs: readonly RunOutput[];
let film: string;

const named = (name: string): RunOutput => outputs.find(({ fileName }) => fileName === name) as RunOutput;
const carriedOut = ({ stepList }: RunView): string[] =>
  stepList
    .filter(({ state }) => state === 'done')
    .map(({ id }) => id)
    .sort();

beforeAll(async () => {
  studio = await openStudio();
  run = await studio.run({ graph, inputs });
  expect(run.stepList.flatMap(({ id, error }) => (error ? `${id}: ${error.message}` : []))).toEqual([]);
  outputs = await studio.outputs(run);
  film = await studio.path(named('film.mp4'));
}, patience);
afterAll(() => studio.close());

it('the sample film has shots × seconds × 30 frames of H.264 with AAC and begins to play before it is whole', async () => {
  expect(run.state).toBe('done');
  const [picture, sound] = streams(film);
  expect(picture).toMatchObject({ codec_name: 'h264', width: 854, height: 480, r_frame_rate: '30/1', nb_read_packets: '180' });
  expect(sound).toMatchObject({ codec_name: 'aac', sample_rate: '48000', channels: 2 });
  expect(await boxes(film)).toMatch(/^ftyp moov .*mdat/);
});

it('the sample film is as loud as platforms ask, and so is every rendition', async () => {
  for (const { fileName, asset } of outputs.filter(({ kind }) => kind === 'video')) {
    const { integrated, truePeak } = meter(await studio.path({ asset }));
    expect(Math.abs(integrated + 14), `${fileName} at ${integrated} LUFS`).toBeLessThanOrEqual(1);
    expect(truePeak).toBeLessThan(0);
  }
});

it('the voice speaks where the captions stand, and they stand inside the film', async () => {
  const { cues } = named('voice-captions.srt').value as Captions;
  const voice = samplesOf(await studio.path(run.nodes.voice?.outputs.audio?.[0]));
  expect(cues.length).toBeGreaterThanOrEqual(3);
  let end = 0;
  for (const cue of cues) {
    expect(cue.start).toBeGreaterThanOrEqual(end);
    expect(levelDb(voice, cue.start, cue.end), `at ${cue.start} s`).toBeGreaterThan(-40);
    end = cue.end;
  }
  expect(end).toBeLessThanOrEqual(6);
});

it('all of it was foreseen before it ran', async () => {
  expect(brokenPredictions(run, await studio.assets(run.graph as never))).toEqual([]);
});

it('the downloaded film carries the graph that made it, and reads back the same', async () => {
  const signal = new AbortController().signal;
  const exported = await exportOutput(named('film.mp4'), 'film.mp4', { run, storage: studio.data.storage, signal });
  const file = join(studio.folder, 'downloaded.mp4');
  await writeFile(file, await buffer(await exported.open()));
  expect(JSON.parse((await readEmbeddedGraph(file, studio.folder, signal)) ?? 'null')).toEqual(run.graph);
  expect(run.graph).toMatchObject({ nodes: { brief: { params: { text: inputs.prompt } } } });
  expect(await boxes(file)).toMatch(/^ftyp moov .*mdat/);
  expect(streams(file)[0]).toMatchObject({ nb_read_packets: '180' });
});

it('the same brief again carries out no step at all', async () => {
  const again = await studio.run({ graph, inputs });
  expect(again.state).toBe('done');
  expect(again.steps).toEqual({ cached: run.stepList.length });
  expect(await studio.outputs(again)).toEqual(outputs.map((output) => ({ ...output, downloadUrl: expect.any(String) })));
});

it(
  'one other shot is painted, filmed and spoken again, with what follows from it and nothing else',
  async () => {
    const first = await studio.run({ graph: storyboard('A storm rises.') });
    expect(first.state).toBe('done');
    const second = await studio.run({ graph: storyboard('The sea is calm.') });
    expect(second.state).toBe('done');
    expect(carriedOut(second)).toEqual(
      [
        'frames/storm/make-image',
        'clips/storm/make-video',
        'clips/rescue/make-video',
        'voice/storm/speak',
        'voice/1/lay-voice',
        'music/1/compose-music',
        'mix/1/mix-audio',
        'film/1/concat',
        'social/1/renditions',
        'poster/1/thumbnail',
      ].sort(),
    );
    expect(second.steps.cached).toBe(second.stepList.length - 10);
  },
  patience,
);

/** The sample film with a plan written by hand, whose second shot is given. */
function storyboard(text: string): unknown {
  const { brief: _, ...nodes } = graph.nodes;
  const row = (key: string, words: string) => ({ key, prompt: words, seconds: 1.5, narration: words });
  const shots = [row('keeper', 'A keeper waits.'), row('storm', text), row('rescue', 'A ship is saved.')];
  const plan = { type: 'storyboard', params: { opening: 'A lighthouse.', shots } };
  const oneFile = { ...social, params: { platforms: ['x'] } };
  return {
    ...graph,
    nodes: { ...nodes, plan, social: oneFile },
    edges: graph.edges.filter(({ from }) => !from.startsWith('brief')),
    inputs: {},
  };
}

/** The names of the outermost boxes of an MP4, in order. */
async function boxes(file: string): Promise<string> {
  return (await outerBoxes(file)).boxes.map(({ name }) => name).join(' ');
}
