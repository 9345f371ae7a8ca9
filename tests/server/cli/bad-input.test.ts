import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import lighthouse from '#graphs/templates/lighthouse.json' with { type: 'json' };
import pack from '#graphs/templates/social-pack-from-video.json' with { type: 'json' };
import { api, type ServerProcess, spawnServer } from '../../faults/server-process.ts';
import { filmloom } from './filmloom-process.ts';

let folder: string;
let server: ServerProcess;
const env = (): Record<string, string> => ({ FILMLOOM_DATA: join(folder, 'data'), NO_COLOR: '1' });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'filmloom-bad-'));
  server = await spawnServer(join(folder, 'data'));
  await writeFile(join(folder, 'pack.json'), JSON.stringify(pack));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const self = { from: 'a.text', to: 'a.text' };

describe('a graph that cannot run ends the command with 2 and a sentence:', () => {
  it.each([
    ['empty', '{"filmloom":1,"nodes":{},"edges":[]}', /^error +There is nothing to run yet\. Add a node.* GRAPH_EMPTY$/],
    ['a cycle', JSON.stringify({ filmloom: 1, nodes: { a: { type: 'enhance-prompt' } }, edges: [self] }), /feeds itself.* GRAPH_CYCLE$/],
    ['an unknown type', '{"filmloom":1,"nodes":{"a":{"type":"teapot"}}}', /^error +a +There is no node type “teapot”\..*$/],
    ['wrong types', '{"filmloom":1,"nodes":[],"edges":{}}', /“nodes” must be an object.*\n.*“edges” must be a list/],
    ['9 MB', `{"filmloom":1,"nodes":{},"name":"${'x'.repeat(9_000_000)}"}`, /9-MB\.json is larger than 8 MB\. Split the graph.*$/],
    ['100 levels deep', `{"filmloom":1,"nodes":{"n":{"type":"prompt","params":${nested(100)}}}}`, /nested deeper than 64 levels/],
    ['no JSON', '{"filmloom":', /is not JSON: /],
    ['a list', '[1]', /./],
    [
      'one for paid models',
      JSON.stringify({ ...lighthouse, settings: { tier: 'draft' } }),
      /No model for it is connected: add a key.* NO_MODEL$/m,
    ],
  ])('%s', async (name, text, sentence) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.json`);
    await writeFile(file, text);
    const { code, out, err } = await filmloom(['run', file], env()).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trim()).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('a file that is not a video ends the command with 2 and one line:', () => {
  it.each<[string, string, () => Promise<Buffer | string>, RegExp]>([
    ['a text', 'letter.mp4', async () => 'Dear reader,\n', /^This file is text, not a picture, video or sound\. Choose MP4/],
    ['a playlist', 'list.mp4', async () => '#EXTM3U\n#EXTINF:10,\n/etc/passwd\n', /^This file is a playlist, not a video/],
    ['nothing', 'zero.mp4', async () => '', /^This file is empty \(0 bytes\)\. Export or upload it again\.$/],
    ['a film cut off', 'cut.mp4', cutFilm, /^This video is cut off: at most \d+ % of it are there\. Download or export it again\.$/],
    ['a sound', 'tone.wav', tone, /^error +clip\.asset +This file is audio, but the node needs video\. ASSET_KIND$/],
    ['a picture of 900 megapixels', 'huge.png', async () => hugePng(), /^This picture has 30,000×30,000 pixels; a side may have 16,384/],
    ['a drawing with a script', 'x.svg', async () => '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', /^This is an SVG/],
  ])('%s', async (_, name, content, sentence) => {
    const file = join(folder, name);
    await writeFile(file, await content());
    const { code, out, err } = await filmloom(['run', join(folder, 'pack.json'), '--input', `video=@${file}`], env()).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trim()).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('and leaves neither a run nor a file behind, but for the sound, which is a good one', async () => {
    expect(await api(server.url, '/runs')).toEqual({ runs: [] });
    const { assets } = await api<{ assets: { name: string }[] }>(server.url, '/assets');
    expect(assets.map(({ name }) => name)).toEqual(['tone.wav']);
  });
});

it.each([
  [['run', 'nowhere.json'], /^nowhere\.json: There is no such file\./],
  [['run', 'pack.json', '--input', 'video=@nowhere.mp4'], /nowhere\.mp4: there is no such file/],
  [['run', 'pack.json', '--input', 'video'], /--input video: write it as name=value\.$/],
  [['run', 'pack.json', '--budget', 'much'], /Write dollars, such as 5 or 2\.50\./],
  [['film', 'A ship.', '--shots', '61'], /Give a whole number from 1 to 60\./],
])('%j is a wrong use: 2 and what to write instead', async (args, sentence) => {
  const { code, err } = await filmloom(
    args.map((word) => (word === 'pack.json' ? join(folder, word) : word)),
    env(),
  ).ended;
  expect(code).toBe(2);
  expect(err.trim()).toMatch(sentence);
});

it('a server that is not there is named, with exit code 1', async () => {
  const { code, err } = await filmloom(['run', join(folder, 'pack.json'), '--server', 'http://127.0.0.1:9'], env()).ended;
  expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
  expect(err).toContain('No Filmloom answers at http://127.0.0.1:9');
});

function ffmpeg(...args: string[]): Promise<Buffer> {
  const file = join(folder, args.at(-1) ?? '');
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args.slice(0, -1), file]);
  return readFile(file);
}

async function cutFilm(): Promise<Buffer> {
  const film = await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=1', '-pix_fmt', 'yuv420p', 'film.mp4');
  return film.subarray(0, film.length / 3);
}

function tone(): Promise<Buffer> {
  return ffmpeg('-f', 'lavfi', '-i', 'sine=duration=1', 'sine.wav');
}

/** The header of a picture of 30,000 × 30,000 pixels with next to nothing behind it. */
function hugePng(): Buffer {
  const chunk = (name: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([size, named, sum]);
  };
  const header = Buffer.from([0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 2, 0, 0, 0]);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1))), chunk('IEND', Buffer.alloc(0))]);
}
