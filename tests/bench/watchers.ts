import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '#server/contract/events.ts';
import { percentiles, printTable } from './figures.ts';

const measuredMs = 5_000;

/** What people who watch cost the server, and how late they hear: ten messages a second of each run, clients in this process. */
export async function benchWatchers(): Promise<void> {
  const table: (string | number)[][] = [];
  for (const [clients, runs] of [
    [50, 1],
    [50, 50],
    [1_000, 100],
  ] as const)
    table.push([`${clients} clients, ${runs} ${runs === 1 ? 'run' : 'runs'}`, ...(await watch(clients, runs))]);
  printTable(['watching', 'messages/s', 'delivery ms p50', 'p95', '% of a core of the server', 'unwatched %'], table);
}

async function watch(clients: number, runs: number): Promise<number[]> {
  const server = fork(join(import.meta.dirname, 'watched-server.ts'), [`${runs}`], { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const [{ url, ids }] = (await once(server, 'message')) as [{ url: string; ids: string[] }];
  const unwatched = await shareOfCore(server);
  const late: number[] = [];
  const sockets: Socket<ServerToClient, ClientToServer>[] = [];
  for (let client = 0; client < clients; client += 1) sockets.push(await connect(url, ids[client % runs] as string, late));
  await wait(1_000);
  late.length = 0;
  const watched = await shareOfCore(server);
  const { p50, p95 } = percentiles(late);
  const messages = Math.round((late.length / measuredMs) * 1_000);
  for (const socket of sockets) socket.disconnect();
  server.send('stop');
  await once(server, 'exit');
  return [messages, p50, p95, watched, unwatched];
}

async function connect(url: string, runId: string, late: number[]): Promise<Socket<ServerToClient, ClientToServer>> {
  const socket: Socket<ServerToClient, ClientToServer> = io(`${url}/runs`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  socket.on('progress', ({ steps }) => {
    for (const { note } of steps) late.push(Date.now() - Number(note));
  });
  await new Promise((resolve, reject) => {
    socket.on('connect_error', reject);
    socket.emit('subscribe', { runId }, resolve);
  });
  return socket;
}

/** Processor time over time, in per cent. */
async function shareOfCore(server: ChildProcess): Promise<number> {
  const before = await usage(server);
  const began = performance.now();
  await wait(measuredMs);
  return ((await usage(server)) - before) / 10 / (performance.now() - began);
}

/** Microseconds of processor time that the server has used. */
async function usage(server: ChildProcess): Promise<number> {
  const answer = once(server, 'message');
  server.send('usage');
  const [{ user, system }] = (await answer) as [NodeJS.CpuUsage];
  return user + system;
}
