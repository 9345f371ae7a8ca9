import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { stringify } from 'yaml';
import type { Input } from '#graphs/run.ts';
import { hashText } from '#nodes/hash.ts';
import { createAgentGateway } from '#server/agents/gateway.ts';
import { buildApp } from '#server/app.ts';
import type { BusMessage } from '#server/bus/contract.ts';
import { openInProcessBus } from '#server/bus/in-process-bus.ts';
import { installationFolder } from '#server/installation.ts';
import type { Task, TaskJob } from '#server/queue/contract.ts';
import { openMemoryQueue } from '#server/queue/memory-queue.ts';
import { newFolder, openServer } from '../server/open-server.ts';

const main = join(installationFolder, 'gpu-agents', 'main.ts');
const children: ChildProcess[] = [];
const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
  }
  for (const close of closes.splice(0).reverse()) await close();
});

/** How long a busy machine may take. */
export const patient = { timeout: 60_000, interval: 50 };

/** A real server that hands a real queue to agents; what they report is collected instead of driving a run. */
export async function openBox({ token }: { token?: string } = {}) {
  const { parts } = await openServer(token === undefined ? {} : { token });
  const queue = openMemoryQueue();
  const bus = openInProcessBus();
  const reports: Input[] = [];
  const heard: BusMessage[] = [];
  await bus.listen('*', (message) => void heard.push(message));
  const { store, storage, log, clock } = parts;
  const agents = createAgentGateway({
    queue,
    bus,
    storage,
    assets: store.assets,
    results: store.results,
    secret: 'a secret for tests',
    log,
    clock,
    random: () => 0.5,
    isReserved: (id) => id === 'animatic',
    report: async (_runId, input) => void reports.push(input),
  });
  const app = await buildApp({ ...parts, agents });
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket) => sockets.add(socket));
  await app.listen({ port: 0, host: '127.0.0.1' });
  closes.push(async () => {
    await app.close();
    await agents.close();
    await queue.close();
    await bus.close();
  });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const ends = () => reports.filter(({ type }) => type === 'succeeded' || type === 'failed');
  /** Breaks every connection as a network does. */
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return { app, cut, parts, queue, bus, agents, url, reports, heard, ends, folder: await newFolder() };
}
export type Box = Awaited<ReturnType<typeof openBox>>;

/** Starts an agent as a person does; `lines` is what it has said so far. */
export async function startAgent(box: Pick<Box, 'url' | 'folder'>, config: object, { token = '' } = {}) {
  const file = join(box.folder, 'agent.yaml');
  await writeFile(file, stringify({ name: 'box', state: 'state', ...config }));
  const args = ['--disable-warning=ExperimentalWarning', main, '--server', box.url, '--config', file];
  const child = spawn(process.execPath, [...args, ...(token ? ['--token', token] : [])], {
    env: { PATH: process.env.PATH, HOME: box.folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const said: string[] = [];
  child.stdout.on('data', (part) => said.push(String(part)));
  child.stderr.on('data', (part) => said.push(String(part)));
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  return { child, ended, said: () => said.join('') };
}

let tasks = 0;

export function taskFor(lane: string, job: Partial<TaskJob> & Pick<TaskJob, 'kind' | 'params'>, more: Partial<Task> = {}): Task {
  tasks += 1;
  return {
    runId: 'run-1',
    stepId: `node/${tasks}/${job.kind}`,
    attempt: 1,
    workspaceId: 'local',
    userId: 'owner',
    lane,
    priority: 0,
    rank: 0,
    place: tasks,
    seconds: 1,
    notBeforeMs: 0,
    job: { take: 0, reads: {}, fingerprint: `fingerprint-${tasks}`, fresh: false, rewordings: 0, name: 'Film', ...job },
    ...more,
  };
}

export const textItem = (value: string) => ({ hash: hashText(value), facts: { characters: value.length }, value });

/** A row whose program is a line of JavaScript; `out` is where its picture goes. */
export function scriptRow(id: string, script: string, command: object = {}) {
  return {
    id,
    title: id,
    kinds: ['make-image'],
    takes: ['prompt'],
    command: {
      program: process.execPath,
      args: ['-e', script, '{reads.prompt}', '{params.width}'],
      allocation: { strategy: 'cpu' },
      results: { image: { file: 'out.png' } },
      progress: 'step (?<step>\\d+)/(?<total>\\d+)',
      ...command,
    },
  };
}

/** JavaScript that draws a picture with ffmpeg, in the width that it was told. */
export const drawing =
  "require('child_process').execFileSync('ffmpeg',['-v','error','-f','lavfi','-i','color=c=teal:s='+process.argv[2]+'x36','-frames:v','1','out.png']);";

export const imageJob = (prompt = 'A lighthouse.') => ({
  kind: 'make-image' as const,
  params: { width: 64, height: 36, seed: 1 },
  reads: { prompt: textItem(prompt) },
});
