import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder } from '../open-server.ts';
import { filmloom } from './filmloom-process.ts';

describe('filmloom serve', () => {
  it('says where it is ready once it answers, and stops gently at the first signal', async () => {
    const data = join(await newFolder(), 'data');
    const { child, said, ended } = filmloom(['serve', '--port', '0'], { FILMLOOM_DATA: data });
    const url = /ready at (http:\S+)/.exec(await said('ready at'))?.[1];
    expect((await fetch(`${url}/api/v1/health`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, out: `Filmloom is ready at ${url}\n`, err: expect.stringContaining('Stopping.') });
  });

  it('stops although a page still listens', async () => {
    const { child, said, ended } = filmloom(['serve', '--port', '0'], { FILMLOOM_DATA: await newFolder() });
    const url = /ready at (http:\S+)/.exec(await said('ready at'))?.[1] ?? '';
    const { port } = new URL(url);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
    await once(socket, 'open');
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  });

  it('refuses a data folder that another one uses, and says which', async () => {
    const data = await newFolder();
    const first = filmloom(['serve', '--port', '0'], { FILMLOOM_DATA: data });
    const url = /ready at (http:\S+)/.exec(await first.said('ready at'))?.[1];
    const { code, err } = await filmloom(['serve', '--port', '0'], { FILMLOOM_DATA: data }).ended;
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toEqual([expect.stringContaining(`process ${first.child.pid}, at ${url}`)]);
  });

  it('says in one line what to do when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, err } = await filmloom(['serve'], { FILMLOOM_DATA: await newFolder(), FILMLOOM_PORT: String(port), LOG_LEVEL: 'silent' })
      .ended;
    other.close();
    expect({ code, err }).toEqual({
      code: 1,
      err: `Port ${port} is taken by another program. Stop that program, or choose another port: FILMLOOM_PORT=${port + 1}.\n`,
    });
  });

  it.each([
    [['--port', 'many'], {}, /^FILMLOOM_PORT: /],
    [['--host', '0.0.0.0'], {}, /^FILMLOOM_HOST: .*FILMLOOM_TOKEN/],
    [[], { LOG_LEVEL: 'loud' }, /^LOG_LEVEL: /],
  ])('stops with one line and exit code 2 for %j %j', async (args, env, message) => {
    const { code, err } = await filmloom(['serve', ...args], { FILMLOOM_DATA: await newFolder(), ...env }).ended;
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('stops with one line when the data folder cannot be used', async () => {
    const data = join(await newFolder(), 'data');
    await writeFile(data, '');
    const { code, err } = await filmloom(['serve'], { FILMLOOM_DATA: data }).ended;
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toContain(data);
  });

  it('keeps the key of its sessions between starts', async () => {
    const data = await newFolder();
    await mkdir(join(data, 'files'));
    const cookies: (string | undefined)[] = [];
    for (let start = 0; start < 2; start += 1) {
      const { child, said, ended } = filmloom(['serve', '--port', '0'], { FILMLOOM_DATA: data, FILMLOOM_TOKEN: 'owner-token-1234' });
      const url = /ready at (http:\S+)/.exec(await said('ready at'))?.[1];
      const answer = await fetch(`${url}/?token=owner-token-1234`, { redirect: 'manual' });
      cookies.push(answer.headers.get('set-cookie')?.split(';')[0]);
      child.kill('SIGTERM');
      await ended;
    }
    expect(cookies[0]).toBe(cookies[1]);
  });
});

describe('filmloom', () => {
  it('knows its version and helps', async () => {
    expect(await filmloom(['--version'], {}).ended).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(await filmloom(['--help'], {}).ended).toMatchObject({ code: 0, out: expect.stringContaining('serve') });
  });

  it('ends with 2 for what it does not know', async () => {
    for (const args of [['sing'], ['serve', '--loud']]) expect((await filmloom(args, {}).ended).code).toBe(2);
  });
});
