import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Lease } from '#gpu-agents/protocol.ts';
import { type Box, imageJob, openBox, patient, taskFor } from '../../gpu-agents/agent-box.ts';
import { pngFile } from '../open-server.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
const row = {
  id: 'teal',
  title: 'Teal',
  rev: 1,
  kinds: ['make-image'],
  tier: 'draft',
  takes: ['prompt'],
  price: { per: 'call', micros: 0 },
  pace: { base: 1, perSecond: 1 },
};
const hello = {
  protocol: { min: 1, max: 1 },
  agent: 'a-1',
  instance: 'i-1',
  name: 'box',
  version: '1',
  gpus: [],
  runners: [],
  rows: [row],
  cpu: false,
  slots: 1,
  holds: [],
};

async function connect(box: Box, more: object = {}, token = '') {
  const socket = io(`${box.url}/agents`, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token } });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return { socket, answer: await socket.emitWithAck('hello', { ...hello, ...more }) };
}

/** A lease in the hands of a socket that does nothing with it by itself. */
async function leased(box: Box) {
  const { socket } = await connect(box);
  const lease = new Promise<Lease>((resolve) => {
    socket.on('lease', (offered, answer) => {
      answer({ taken: true });
      resolve(offered);
    });
  });
  await box.queue.put([taskFor('agent:teal', imageJob())]);
  socket.emit('want', { rows: ['teal'], cpu: false, busy: 0, idle: {} });
  const bytes = await readFile(await pngFile());
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const outcome = { type: 'succeeded', gives: { image: { sha256, bytes: bytes.length } }, warnings: [] };
  return { socket, lease: await lease, bytes, sha256, outcome };
}
const put = (box: Box, url: string, body: Buffer) =>
  fetch(new URL(url, box.url), { method: 'PUT', body: new Uint8Array(body), headers: { 'content-type': 'application/octet-stream' } });

describe('the gateway of agents', { timeout: 90_000 }, () => {
  it('asks for an upgrade where no version is spoken by both', async () => {
    const box = await openBox();
    const { answer } = await connect(box, { protocol: { min: 7, max: 9 } });
    expect(answer.error).toMatchObject({ code: 'UPGRADE_REQUIRED', message: expect.stringContaining('Update the server') });
  });

  it('lets nobody in without the token, and lists who is in', async () => {
    const box = await openBox({ token: 'token-of-tests' });
    await expect(connect(box, {}, 'wrong')).rejects.toThrow('TOKEN_NEEDED');
    expect((await connect(box, {}, 'token-of-tests')).answer).toMatchObject({ version: 1, keep: [] });
    const listed = await box.app.inject({ url: '/api/v1/agents', headers: { authorization: 'Bearer token-of-tests' } });
    const { agents } = listed.json();
    expect(listed.statusCode, listed.body).toBe(200);
    expect(agents).toMatchObject([{ name: 'box', rows: ['teal'], busy: 0 }]);
  });

  it('refuses a row that the catalogue has', async () => {
    const { answer } = await connect(await openBox(), { rows: [{ ...row, id: 'animatic' }] });
    expect(answer.error.code).toBe('ROW_TAKEN');
  });

  it('takes a report once its files are there, and only as they were announced', async () => {
    const box = await openBox();
    const { socket, lease, bytes, sha256, outcome } = await leased(box);
    const report = () => socket.emitWithAck('report', { ticket: lease.ticket, outcome });
    expect(await report()).toEqual({ type: 'incomplete', missing: [sha256] });
    const { files } = await socket.emitWithAck('uploads', { ticket: lease.ticket, files: [{ sha256, bytes: bytes.length }] });
    const damaged = Buffer.from(bytes);
    damaged[40] = (damaged[40] ?? 0) ^ 255;
    expect((await put(box, files[0].url, damaged)).status).toBe(422);
    expect((await put(box, files[0].url, Buffer.concat([bytes, bytes]))).status).toBe(413);
    expect((await report()).type).toBe('incomplete');
    expect((await put(box, files[0].url, bytes)).status).toBe(204);
    expect(await report()).toEqual({ type: 'taken' });
    expect(await report()).toEqual({ type: 'late' });
    expect(box.ends()).toMatchObject([
      { type: 'succeeded', result: { items: { image: { hash: sha256, facts: { width: 64, height: 36 } } } } },
    ]);
  });

  it('refuses addresses and tickets that it did not write', async () => {
    const box = await openBox();
    const { socket, lease, bytes, sha256, outcome } = await leased(box);
    const { files } = await socket.emitWithAck('uploads', { ticket: lease.ticket, files: [{ sha256, bytes: bytes.length }] });
    expect((await fetch(new URL(files[0].url, box.url))).status).toBe(403);
    expect((await put(box, `${files[0].url.slice(0, -2)}AA`, bytes)).status).toBe(403);
    expect(await socket.emitWithAck('report', { ticket: `x${lease.ticket}`, outcome })).toMatchObject({ type: 'invalid' });
  });

  it('keeps the result of a lease that was lost without reporting it', async () => {
    const box = await openBox();
    const { socket, lease, bytes, sha256, outcome } = await leased(box);
    const { files } = await socket.emitWithAck('uploads', { ticket: lease.ticket, files: [{ sha256, bytes: bytes.length }] });
    await put(box, files[0].url, bytes);
    await vi.waitFor(async () => expect(await socket.emitWithAck('renew', { leases: [] })).toEqual({ answers: {} }), patient);
    await vi.waitFor(async () => expect((await box.queue.load())[0]).toMatchObject({ waiting: 1 }), patient);
    expect(await socket.emitWithAck('report', { ticket: lease.ticket, outcome })).toEqual({ type: 'late' });
    expect(box.ends()).toEqual([]);
    expect(await box.parts.store.results.find('local', lease.job.fingerprint)).toBeDefined();
    socket.emit('want', { rows: ['teal'], cpu: false, busy: 0, idle: {} });
    await vi.waitFor(() => expect(box.ends()).toMatchObject([{ type: 'succeeded' }]), patient);
  });
});
