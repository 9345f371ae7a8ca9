import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '#server/app-parts.ts';
import { takeIn } from '#server/assets/take-in.ts';
import { finishedRun, formWith, openServer, pngFile } from '../open-server.ts';

let film: Buffer;
beforeAll(async () => {
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=160x90:r=30:d=1', '-f', 'lavfi', '-i', 'sine=d=1'];
  film = execFileSync('ffmpeg', [
    '-v',
    'error',
    ...source,
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    '-movflags',
    'frag_keyframe+empty_moov',
    '-f',
    'mp4',
    '-',
  ]);
});

const upload = (app: App, name: string, bytes: Uint8Array | string, field?: string) =>
  app.inject({ method: 'POST', url: '/api/v1/assets', ...formWith(name, bytes, field) });
const captions = '1\n00:00:00,500 --> 00:00:02,000\nGood evening.\n';

describe('an upload', () => {
  it('answers 201 with kind, hash and facts', async () => {
    const { app } = await openServer();
    const answer = await upload(app, 'my film.mp4', film);
    expect(answer.statusCode).toBe(201);
    const sha256 = createHash('sha256').update(film).digest('hex');
    expect(answer.json()).toMatchObject({ id: sha256, sha256, kind: 'video', name: 'my film.mp4', media: 'video/mp4', bytes: film.length });
    expect(answer.json().facts).toMatchObject({ width: 160, height: 90, fps: 30, audio: true });
    expect((await app.inject(String(answer.headers.location))).json()).toEqual(answer.json());
  });

  it('of a picture that is called a film is taken for what it is', async () => {
    const { app } = await openServer();
    const answer = await upload(app, 'wrong.mp4', await readFile(await pngFile()));
    expect(answer.json()).toMatchObject({ kind: 'image', media: 'image/png', facts: { width: 64, height: 36 } });
  });

  it('of captions carries their cues', async () => {
    const { app } = await openServer();
    const answer = await upload(app, 'talk.SRT', captions);
    expect(answer.json()).toMatchObject({
      kind: 'captions',
      facts: { seconds: 2 },
      value: { cues: [{ start: 0.5, end: 2, text: 'Good evening.' }] },
    });
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(captions, 'utf16le')]);
    expect((await upload(app, 'talk.srt', utf16)).json().value.cues).toHaveLength(1);
    const content = await app.inject(`/api/v1/assets/${answer.json().id}/content`);
    expect(content.headers['content-type']).toBe('application/x-subrip');
    expect(content.body).toBe(captions);
  });

  it.each([
    ['text as .mp4', 'a.mp4', 'This is not a film.', 'MEDIA_UNREADABLE'],
    ['nothing', 'a.mp4', '', 'MEDIA_UNREADABLE'],
    ['a playlist as .mp4', 'a.mp4', '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n', 'MEDIA_UNREADABLE'],
    ['a web page', 'a.html', '<!doctype html><script>alert(1)</script>', 'MEDIA_UNREADABLE'],
    ['an SVG', 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', 'MEDIA_UNREADABLE'],
    ['captions without captions', 'a.srt', 'hello', 'CAPTIONS_UNREADABLE'],
    ['empty captions', 'a.vtt', '', 'CAPTIONS_UNREADABLE'],
    [
      'captions in an old encoding',
      'a.srt',
      Buffer.from('1\n00:00:00,000 --> 00:00:01,000\nGr\xfc\xdfe\n', 'latin1'),
      'CAPTIONS_UNREADABLE',
    ],
  ])('of %s is refused in a sentence and leaves nothing behind', async (_title, name, bytes, code) => {
    const { app, folder } = await openServer();
    const answer = await upload(app, name, bytes);
    expect(answer.json()).toMatchObject({ status: 422, code });
    expect(answer.json().detail).toMatch(/\.$/);
    expect((await app.inject('/api/v1/assets')).json().assets).toEqual([]);
    expect(await readdir(join(folder, 'data', 'work'))).toEqual([]);
    expect(await readdir(join(folder, 'data', 'files'))).toEqual([]);
  });

  it('of a film that was cut off is refused', async () => {
    const { app } = await openServer();
    const whole = execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=s=160x90:d=1', '-f', 'matroska', '-']);
    expect((await upload(app, 'cut.mkv', whole.subarray(0, 200))).statusCode).toBe(422);
  });

  it('in another field, or without a file, is refused', async () => {
    const { app } = await openServer();
    expect((await upload(app, 'a.mp4', film, 'movie')).json()).toMatchObject({ status: 422, code: 'FILE_MISSING' });
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await app.inject({ method: 'POST', url: '/api/v1/assets', headers, payload: '--x--\r\n' })).json()).toMatchObject({
      status: 422,
      code: 'FILE_MISSING',
    });
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\films\\night.mp4', 'night.mp4'],
    ['a\u202egpj.mp4', 'agpj.mp4'],
    ['映画.mp4', '映画.mp4'],
    ['...', 'Untitled'],
  ])('called “%s” is named “%s”', async (given, name) => {
    const { app } = await openServer();
    expect((await upload(app, given, film)).json().name).toBe(name);
  });

  it('that is larger than the limit, or breaks off, leaves nothing behind', async () => {
    const { parts, folder } = await openServer();
    const caller = { workspaceId: 'local', userId: 'owner' };
    const tooLarge = Object.assign(Readable.from([film]), { truncated: true });
    await expect(takeIn(parts, caller, { filename: 'a.mp4', stream: tooLarge })).rejects.toMatchObject({
      status: 413,
      code: 'FILE_TOO_LARGE',
    });
    const broken = Readable.from(
      (async function* () {
        yield film.subarray(0, 1000);
        throw new Error('The connection is gone.');
      })(),
    );
    await expect(takeIn(parts, caller, { filename: 'a.mp4', stream: broken })).rejects.toThrow('gone');
    expect(await readdir(join(folder, 'data', 'work'))).toEqual([]);
    expect(await readdir(join(folder, 'data', 'files'))).toEqual([]);
  });

  it('onto a full disk says so and leaves nothing behind', async () => {
    const { parts } = await openServer();
    const storage = {
      ...parts.storage,
      async workFolder() {
        const folder = await parts.storage.workFolder();
        await symlink('/dev/full', join(folder, 'upload'));
        return folder;
      },
    };
    const caller = { workspaceId: 'local', userId: 'owner' };
    const taken = takeIn({ ...parts, storage }, caller, { filename: 'a.mp4', stream: Readable.from([film]) });
    await expect(taken).rejects.toMatchObject({ code: 'DISK_FULL' });
  });
});

describe('the library', () => {
  it('lists uploads page by page and by kind, name and length, and not what steps have made', async () => {
    const { app } = await openServer();
    await finishedRun(app);
    await upload(app, 'Harbour.mp4', film);
    await upload(app, 'talk.srt', captions);
    const names = async (query: string) =>
      (await app.inject(`/api/v1/assets?${query}`)).json().assets.map(({ name }: { name: string }) => name);
    expect(await names('')).toEqual(['talk.srt', 'Harbour.mp4']);
    expect(await names('q=harb')).toEqual(['Harbour.mp4']);
    expect(await names('kind=captions')).toEqual(['talk.srt']);
    expect(await names('minSeconds=1.5')).toEqual(['talk.srt']);
    expect(await names('tag=none')).toEqual([]);
    const first = (await app.inject('/api/v1/assets?limit=1')).json();
    expect(await names(`limit=1&cursor=${first.next}`)).toEqual(['Harbour.mp4']);
  });

  it('forgets a deleted file and its bytes', async () => {
    const { app, parts } = await openServer();
    const { id } = (await upload(app, 'a.mp4', film)).json();
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/assets/${id}` })).statusCode).toBe(204);
    for (const url of ['', '/content']) expect((await app.inject(`/api/v1/assets/${id}${url}`)).statusCode).toBe(404);
    expect(await parts.storage.bytes(id)).toBeUndefined();
  });

  it('keeps what a run has made', async () => {
    const { app } = await openServer();
    const id = await finishedRun(app);
    const { asset } = (await app.inject(`/api/v1/runs/${id}/outputs`)).json().outputs[0];
    expect((await app.inject({ method: 'DELETE', url: `/api/v1/assets/${asset}` })).json()).toMatchObject({
      status: 409,
      code: 'ASSET_IN_USE',
    });
    expect((await app.inject(`/api/v1/assets/${asset}/content`)).statusCode).toBe(200);
  });
});

describe('the bytes of a file', () => {
  const open = async () => {
    const { app, parts } = await openServer();
    const { id } = (await upload(app, 'film.mp4', film)).json();
    const get = (headers: Record<string, string> = {}, query = '') => app.inject({ url: `/api/v1/assets/${id}/content${query}`, headers });
    return { app, parts, id, get };
  };

  it('come whole, with headers that let no browser run them', async () => {
    const { id, get } = await open();
    const answer = await get();
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(film)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(film.length),
      'accept-ranges': 'bytes',
      etag: `"${id}"`,
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringContaining('inline'),
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  it('come in part, as players ask for them', async () => {
    const { get } = await open();
    const last = film.length - 1;
    const cases: [string, number, number][] = [
      ['bytes=0-99', 0, 99],
      ['bytes=100-', 100, last],
      ['bytes=-50', last - 49, last],
      [`bytes=${last}-`, last, last],
      ['bytes=10-99999999', 10, last],
      ['bytes=-99999999', 0, last],
    ];
    for (const [range, start, end] of cases) {
      const answer = await get({ range });
      expect([range, answer.statusCode, answer.headers['content-range']]).toEqual([range, 206, `bytes ${start}-${end}/${film.length}`]);
      expect(answer.rawPayload.equals(film.subarray(start, end + 1))).toBe(true);
    }
  });

  it('past the end are refused with 416 and the size', async () => {
    const { get } = await open();
    for (const range of [`bytes=${film.length}-`, 'bytes=99999999-', 'bytes=-0']) {
      const answer = await get({ range });
      expect(answer.json()).toMatchObject({ status: 416, code: 'RANGE_INVALID' });
      expect(answer.headers['content-range']).toBe(`bytes */${film.length}`);
      expect(answer.headers.etag).toBeUndefined();
    }
  });

  it('come whole for ranges that make no sense and for a copy that is out of date', async () => {
    const { get, id } = await open();
    for (const range of ['bytes=9-1', 'lines=0-1', 'bytes=a-b', 'bytes=-', 'bytes=0-1,4-5'])
      expect([range, (await get({ range })).statusCode]).toEqual([range, 200]);
    expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).statusCode).toBe(200);
    expect((await get({ range: 'bytes=0-1', 'if-range': `"${id}"` })).statusCode).toBe(206);
  });

  it('do not come again to whoever has them', async () => {
    const { get, id } = await open();
    for (const tag of [`"${id}"`, `W/"${id}"`, `"x", "${id}"`, '*'])
      expect([tag, (await get({ 'if-none-match': tag })).statusCode]).toEqual([tag, 304]);
    expect((await get({ 'if-none-match': '"x"' })).statusCode).toBe(200);
  });

  it('are described by HEAD', async () => {
    const { app, id } = await open();
    const answer = await app.inject({ method: 'HEAD', url: `/api/v1/assets/${id}/content` });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-length']).toBe(String(film.length));
    expect(answer.rawPayload).toHaveLength(0);
  });

  it('are saved under the name that was asked for', async () => {
    const { get } = await open();
    const { headers } = await get({}, `?download=${encodeURIComponent('Mein "Film" ü.mp4')}`);
    expect(headers['content-disposition']).toBe(`attachment; filename="Mein Film _.mp4"; filename*=UTF-8''Mein%20Film%20%C3%BC.mp4`);
    expect((await get({}, `?download=${encodeURIComponent('a\r\nSet-Cookie: x=1')}`)).headers['set-cookie']).toBeUndefined();
  });

  it('that are lost are named as lost', async () => {
    const { get, parts, id } = await open();
    await parts.storage.remove(id);
    expect((await get()).json()).toMatchObject({ status: 404, code: 'FILE_LOST' });
  });
});
