import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOutput, RunView } from '#server/contract/runs.ts';
import { streams } from '../executors/ffmpeg/finished-media.ts';
import { openStudio, type Studio } from './open-studio.ts';
import { brokenPredictions } from './predicted-facts.ts';

const patience = 120_000;
let studio: Studio;
let clip: string;
let photo: string;

beforeAll(async () => {
  studio = await openStudio();
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=330:duration=1'];
  clip = await studio.film('clip.mp4', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=1', ...tone, '-pix_fmt', 'yuv420p');
  photo = await studio.film('photo.png', '-f', 'lavfi', '-i', 'mandelbrot=size=640x360', '-frames:v', '1');
});
afterAll(() => studio.close());

type Template = { settings: object; nodes: Record<string, { params?: Record<string, unknown> }> };

/** A template in small, with params of some nodes changed. */
function small(name: string, changed: Record<string, Record<string, unknown>> = {}): unknown {
  const url = new URL(`../../graphs/templates/${name}.json`, import.meta.url);
  const template = JSON.parse(readFileSync(url, 'utf8')) as Template;
  for (const [id, params] of Object.entries(changed)) {
    const node = template.nodes[id];
    if (node) node.params = { ...node.params, ...params };
  }
  return { ...template, settings: { ...template.settings, resolution: '480p' } };
}

/** Runs to the end and checks what holds for every film. */
async function done(graph: unknown, inputs: Record<string, unknown>): Promise<{ run: RunView; outputs: readonly RunOutput[] }> {
  const run = await studio.run({ graph, inputs });
  expect(run.stepList.filter(({ state }) => state === 'failed').map(({ id, error }) => `${id}: ${error?.message}`)).toEqual([]);
  expect(run.state).toBe('done');
  expect(brokenPredictions(run, await studio.assets(run.graph as never))).toEqual([]);
  return { run, outputs: await studio.outputs(run) };
}

/** What ffprobe counts in an output file: `1080x1920 h264 30f aac`. */
async function measured(outputs: readonly RunOutput[], fileName: string): Promise<string> {
  const found = streams(await studio.path(outputs.find((output) => output.fileName === fileName)));
  const picture = found.find(({ codec_type }) => codec_type === 'video');
  const sound = found.find(({ codec_type }) => codec_type === 'audio');
  const frames = picture?.codec_name === 'png' ? '' : ` ${picture?.nb_read_packets}f`;
  return `${picture?.width}x${picture?.height} ${picture?.codec_name}${frames}${sound ? ` ${sound.codec_name}` : ''}`;
}

describe('a template', () => {
  it(
    'lighthouse becomes a film, its captions, a poster and three renditions',
    async () => {
      const { outputs } = await done(small('lighthouse'), { prompt: 'Storm; rescue.', shots: 2, seconds: 1 });
      expect(outputs.map(({ fileName }) => fileName).slice(0, 5)).toEqual([
        'film.mp4',
        'social-tiktok.mp4',
        'social-youtube-shorts.mp4',
        'social-linkedin.mp4',
        'voice-captions.srt',
      ]);
      expect(outputs.flatMap(({ kind, port, key }) => (kind === 'image' ? `${port} ${key}` : [])).sort()).toEqual([
        'image 1',
        'thumbnails linkedin',
        'thumbnails tiktok',
        'thumbnails youtube-shorts',
      ]);
      expect(await measured(outputs, 'film.mp4')).toBe('854x480 h264 60f aac');
      expect(await measured(outputs, 'social-tiktok.mp4')).toBe('1080x1920 h264 60f aac');
      expect(await measured(outputs, 'social-linkedin.mp4')).toBe('1920x1080 h264 60f aac');
      expect(await measured(outputs, 'poster.png')).toBe('854x480 png');
    },
    patience,
  );

  it(
    'chain-film goes on from clip to clip without losing a frame',
    async () => {
      const { run, outputs } = await done(small('chain-film', { social: { platforms: ['x'] } }), {
        prompt: 'Storm; rescue.',
        shots: 2,
        seconds: 1,
      });
      expect(run.stepList.filter(({ kind }) => kind === 'last-frame').map(({ element }) => element)).toEqual(['1']);
      expect(await measured(outputs, 'film.mp4')).toBe('854x480 h264 60f aac');
    },
    patience,
  );

  it(
    'explainer speaks its storyboard over crossfades that take no time',
    async () => {
      const shots = [
        { key: 'low-tide', prompt: 'The sea has gone out.', seconds: 1, narration: 'The sea leaves.' },
        { key: 'moon', prompt: 'The moon rises over the bay.', seconds: 1.5, narration: 'The moon pulls.' },
      ];
      const { outputs } = await done(small('explainer', { social: { platforms: ['x'] } }), { shots });
      expect(await measured(outputs, 'film.mp4')).toBe('854x480 h264 75f aac');
      expect(await measured(outputs, 'social-x.mp4')).toBe('1280x720 h264 75f aac');
      const captions = outputs.find(({ fileName }) => fileName === 'voice-captions.srt')?.value as { cues: { text: string }[] };
      expect(captions.cues.map(({ text }) => text)).toEqual(['The sea leaves.', 'The moon pulls.']);
    },
    patience,
  );

  it(
    'social-short stands upright',
    async () => {
      const { outputs } = await done(small('social-short'), { seconds: 1, line: 'Slow.' });
      expect(await measured(outputs, 'film.mp4')).toBe('480x854 h264 30f aac');
      expect(await measured(outputs, 'social-instagram-reels.mp4')).toMatch(/^1080x1920 h264 30f aac$/);
    },
    patience,
  );

  it(
    'product-hero brings a photo to life',
    async () => {
      const graph = small('product-hero', { sharp: { height: 720 }, social: { platforms: ['facebook'] } });
      const { outputs } = await done(graph, { image: photo, seconds: 1, line: 'Look.' });
      expect(await measured(outputs, 'film.mp4')).toMatch(/^128[02]x720 h264 30f aac$/);
      expect(await measured(outputs, 'social-facebook.mp4')).toBe('1080x1080 h264 30f aac');
    },
    patience,
  );

  it(
    'localise-clip keeps the picture of a clip and lays another voice',
    async () => {
      const { outputs, run } = await done(small('localise-clip'), { video: clip, language: 'de' });
      expect(await measured(outputs, 'dub.mp4')).toBe('320x180 h264 25f aac');
      expect(await measured(outputs, 'social-youtube-shorts.mp4')).toBe('1080x1920 h264 30f aac');
      expect(run.stepList.find(({ kind }) => kind === 'translate')?.warnings?.length).toBeGreaterThan(0);
    },
    patience,
  );

  it(
    'social-pack-from-video makes a file for each of six platforms',
    async () => {
      const { outputs } = await done(small('social-pack-from-video'), { video: clip });
      const videos = outputs.filter(({ kind }) => kind === 'video').map(({ key, facts }) => `${key} ${facts.width}x${facts.height}`);
      expect(videos).toEqual([
        'instagram-reels 1080x1920',
        'tiktok 1080x1920',
        'youtube-shorts 1080x1920',
        'linkedin 1920x1080',
        'facebook 1080x1080',
        'x 1280x720',
      ]);
      expect(await measured(outputs, 'social-facebook.mp4')).toBe('1080x1080 h264 30f aac');
    },
    patience,
  );

  it(
    'upscale-repair shows old and new in one picture of the new size',
    async () => {
      const { outputs } = await done(small('upscale-repair'), { video: clip, height: 720 });
      expect(await measured(outputs, 'look.mp4')).toBe('1280x720 h264 25f aac');
      expect(await measured(outputs, 'poster.png')).toBe('1280x720 png');
    },
    patience,
  );
});
