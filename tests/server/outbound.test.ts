import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { type NetConnectOpts, Socket } from 'node:net';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finishedRun, formWith, openServer, pngFile, soon } from './open-server.ts';

/** Where this process has tried to connect to other than itself. */
const strangers: string[] = [];
const connectTo = Socket.prototype.connect;

beforeEach(() => {
  strangers.length = 0;
  Socket.prototype.connect = function watched(this: Socket, ...given: unknown[]) {
    const options = [given].flat(2)[0] as Partial<NetConnectOpts> & { host?: string; path?: string };
    const host = options?.host ?? 'localhost';
    if (!options?.path && !['localhost', '127.0.0.1', '::1'].includes(host)) {
      strangers.push(host);
      throw new Error(`The network is blocked: ${host}`);
    }
    return Reflect.apply(connectTo, this, given);
  } as typeof connectTo;
});
afterEach(() => {
  Socket.prototype.connect = connectTo;
});

it('notices a request that leaves the machine', async () => {
  await expect(fetch('http://192.0.2.1/')).rejects.toThrow();
  expect(strangers).toEqual(['192.0.2.1']);
});

it('works with the network blocked and never tries to leave the machine', async () => {
  const { app } = await openServer();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const pages = [
    '/',
    '/api/docs/',
    '/api/docs/js/scalar.js',
    ...['health', 'node-types', 'models', 'agents', 'templates', 'graph.schema.json', 'openapi.json'].map((path) => `/api/v1/${path}`),
  ];
  for (const path of pages) expect((await fetch(url + path)).status).toBeLessThan(504);
  const { payload, headers } = formWith('a.png', await readFile(await pngFile()));
  expect((await fetch(`${url}/api/v1/assets`, { method: 'POST', headers, body: new Uint8Array(payload) })).status).toBe(201);
  const id = await finishedRun(app);
  expect((await fetch(`${url}/api/v1/runs/${id}/outputs?format=zip`)).status).toBe(200);
  const socket = io(`${url}/runs`, { transports: ['websocket'] });
  await expect.poll(() => socket.connected, soon).toBe(true);
  socket.disconnect();
  expect(strangers).toEqual([]);
});
