import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { ClientToServer, ProgressMessage, RunEvent, ServerToClient, SubscribeAnswer } from '#server/contract/events.ts';
import { finishedRun, type Opened, openServer, pictureGraph, quickSteps, soon } from '../open-server.ts';

type Client = Socket<ServerToClient, ClientToServer>;
const clients: Client[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

async function listen({ app }: Opened): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

function connect(url: string, options: Parameters<typeof io>[1] = {}): Client {
  const client: Client = io(`${url}/runs`, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
  clients.push(client);
  return client;
}

const outcome = (client: Client) =>
  new Promise<string>((resolve) => {
    client.on('connect', () => resolve('connected'));
    client.on('connect_error', (error) => resolve(error.message));
  });
const subscribe = (client: Client, runId: string, after?: number) =>
  new Promise<SubscribeAnswer>((resolve) => client.emit('subscribe', { runId, ...(after !== undefined && { after }) }, resolve));

/** A server whose steps wait until they are let go. */
async function heldServer() {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const opened = await openServer({
    runStep: async (job, files) => {
      job.progress(0.5, 'half');
      await held;
      return quickSteps(job, files);
    },
  });
  const url = await listen(opened);
  const { id } = (await opened.app.inject({ method: 'POST', url: '/api/v1/runs', payload: { graph: pictureGraph() } })).json();
  return { ...opened, url, id: id as string, release: () => release() };
}

describe('the socket of runs', () => {
  it('answers with a snapshot, then sends every event after it in order', async () => {
    const { url, id, release, app } = await heldServer();
    const client = connect(url);
    const events: RunEvent[] = [];
    const progress: ProgressMessage[] = [];
    client.on('event', (event) => events.push(event));
    client.on('progress', (message) => progress.push(message));
    const answer = await subscribe(client, id);
    if ('error' in answer) throw new Error(answer.error.message);
    expect(answer.snapshot).toMatchObject({ id, state: 'running' });
    release();
    await expect.poll(() => events.at(-1)?.type, soon).toBe('run-done');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => answer.seq + 1 + index));
    expect(events.at(-1)?.seq).toBe((await app.inject(`/api/v1/runs/${id}`)).json().seq);
  });

  it('sends the same to all who watch, and nothing to who has left', async () => {
    const { url, id, release } = await heldServer();
    const [one, two, three] = [connect(url), connect(url), connect(url)];
    const heard = new Map<Client, number[]>([one, two, three].map((client) => [client, []]));
    for (const [client, numbers] of heard) {
      client.on('event', ({ seq }) => numbers.push(seq));
      await subscribe(client, id);
    }
    three.emit('unsubscribe', { runId: id });
    await new Promise((resolve) => setTimeout(resolve, 100));
    release();
    await expect.poll(() => heard.get(one)?.length, soon).toBeGreaterThan(3);
    await expect.poll(() => heard.get(two), soon).toEqual(heard.get(one));
    expect(heard.get(three)).toEqual([]);
  });

  it('loses nothing to a page that connects again', async () => {
    const { url, id, release } = await heldServer();
    const first = connect(url);
    await subscribe(first, id);
    first.disconnect();
    release();
    const second = connect(url);
    const events: RunEvent[] = [];
    second.on('event', (event) => events.push(event));
    const answer = await subscribe(second, id, 1);
    if ('error' in answer) throw new Error(answer.error.message);
    const isDone = () => answer.snapshot.state === 'done' || events.at(-1)?.type === 'run-done';
    await expect.poll(isDone, soon).toBe(true);
  });

  it('sends each event once to a page that asks twice', async () => {
    const { url, id, release } = await heldServer();
    const client = connect(url);
    const numbers: number[] = [];
    let ended = false;
    client.on('event', ({ seq, type }) => {
      numbers.push(seq);
      ended ||= type === 'run-done';
    });
    await Promise.all([subscribe(client, id), subscribe(client, id)]);
    release();
    await expect.poll(() => ended, soon).toBe(true);
    expect(numbers).toEqual([...new Set(numbers)]);
  });

  it('refuses runs that do not exist and requests that make no sense', async () => {
    const opened = await openServer();
    const client = connect(await listen(opened));
    expect(await subscribe(client, 'none')).toMatchObject({ error: { code: 'RUN_UNKNOWN' } });
    const answer = await new Promise((resolve) => client.emit('subscribe', { runId: 7 } as never, resolve));
    expect(answer).toMatchObject({ error: { code: 'REQUEST_INVALID' } });
    client.emit('subscribe', null as never, null as never);
    client.emit('unsubscribe', null as never);
    const id = await finishedRun(opened.app);
    expect(await subscribe(client, id)).toMatchObject({ snapshot: { id, state: 'done' } });
  });

  it('lets no other page and no foreign name in', async () => {
    const url = await listen(await openServer());
    expect(await outcome(connect(url))).toBe('connected');
    expect(await outcome(connect(url, { extraHeaders: { origin: url } }))).toBe('connected');
    expect(await outcome(connect(url, { extraHeaders: { origin: 'https://evil.example' } }))).not.toBe('connected');
    expect(await outcome(connect(url, { extraHeaders: { host: 'evil.example' } }))).not.toBe('connected');
    expect(await outcome(connect(url, { transports: ['polling'], extraHeaders: { origin: 'https://evil.example' } }))).not.toBe(
      'connected',
    );
  });

  it('asks for the token', async () => {
    const url = await listen(await openServer({ token: 'owner-token-1234' }));
    expect(await outcome(connect(url))).toContain('token');
    expect(await outcome(connect(url, { auth: { token: 'wrong' } }))).toContain('token');
    expect(await outcome(connect(url, { auth: { token: 'owner-token-1234' } }))).toBe('connected');
    expect(await outcome(connect(url, { extraHeaders: { authorization: 'Bearer owner-token-1234' } }))).toBe('connected');
  });

  it('has no other namespace to talk to', async () => {
    const url = await listen(await openServer());
    const client = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
    clients.push(client as Client);
    await new Promise((resolve) => client.on('disconnect', resolve));
    expect(client.connected).toBe(false);
  });
});
