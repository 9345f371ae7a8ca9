import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { probe } from '#executors/ffmpeg/probe.ts';
import type { Item } from '#nodes/items.ts';
import { type Box, drawing, imageJob, openBox, patient, scriptRow, startAgent, taskFor, textItem } from './agent-box.ts';

const until = <T>(check: () => T) => vi.waitFor(check, patient);
const connected = (box: Box) => until(() => expect(box.agents.views()).toHaveLength(1));
const succeeded = (box: Box, count = 1) =>
  until(() => expect(box.ends().map(({ type }) => type)).toEqual(Array.from({ length: count }, () => 'succeeded')));
const itemOf = (box: Box, name: string): Item => (box.ends()[0] as { result: { items: Record<string, Item> } }).result.items[name] as Item;
const slow = (seconds: number) =>
  `${drawing.replace('out.png', 'part.png')}let n=0;setInterval(()=>{n+=1;console.log('step '+n+'/${seconds * 10}');if(n==${seconds * 10}){require('fs').renameSync('part.png','out.png');process.exit(0)}},100);`;
const noLoad = (box: Box) =>
  until(async () => expect((await box.queue.load()).every(({ running, waiting }) => running + waiting === 0)).toBe(true));
const isAlive = (pattern: string): boolean => {
  try {
    return execFileSync('pgrep', ['-f', pattern]).length > 0;
  } catch {
    return false;
  }
};

describe('an agent without a GPU', { timeout: 120_000 }, () => {
  it('does a picture and a film of the local lane, with the files that they read', async () => {
    const box = await openBox({ token: 'token-of-tests' });
    await startAgent(box, { animatic: true }, { token: 'token-of-tests' });
    await connected(box);
    await box.queue.put([taskFor('cpu', imageJob())]);
    await succeeded(box);
    const image = itemOf(box, 'image');
    expect((await probe(await box.parts.storage.path(image.hash))).facts).toMatchObject({ width: 64, height: 36 });
    const params = { width: 64, height: 36, fps: 8, seed: 1, seconds: 0.5 };
    await box.queue.put([taskFor('cpu', { kind: 'make-video', params, reads: { prompt: textItem('A lighthouse.'), first: image } })]);
    await succeeded(box, 2);
    const video = (box.ends()[1] as unknown as { result: { items: { video: Item } } }).result.items.video;
    expect((await probe(await box.parts.storage.path(video.hash))).kind).toBe('video');
    expect(await box.parts.store.assets.find('local', video.hash)).toMatchObject({ kind: 'video', origin: 'result' });
    await until(() => expect(readdirSync(join(box.folder, 'state', 'outgoing'))).toEqual([]));
    expect(readdirSync(join(box.folder, 'state', 'work'))).toEqual([]);
  });

  it('runs a program of agent.yaml, with its progress', async () => {
    const box = await openBox();
    await startAgent(box, { rows: [scriptRow('teal', slow(1))] });
    await connected(box);
    expect(box.agents.rows()).toMatchObject([{ id: 'teal', provider: 'agent', available: true, price: { micros: 0 } }]);
    await box.queue.put([taskFor('agent:teal', imageJob())]);
    await succeeded(box);
    expect(itemOf(box, 'image').facts).toMatchObject({ width: 64, height: 36 });
    const fractions = box.heard.flatMap((message) => (message.type === 'progress' ? [message.fraction] : []));
    expect(fractions.length).toBeGreaterThan(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it('is left alone by a text that looks like a shell command', async () => {
    const box = await openBox();
    await startAgent(box, { rows: [scriptRow('teal', `require('fs').writeFileSync('said.txt',process.argv[1]);${drawing}`)] });
    await connected(box);
    await box.queue.put([taskFor('agent:teal', imageJob('$(touch owned-by-words) `id` ; "quoted"'))]);
    await succeeded(box);
    expect(existsSync('owned-by-words')).toBe(false);
  });

  it('reports a program that crashes each time, and goes on', async () => {
    const box = await openBox();
    const rows = [scriptRow('poison', "process.kill(process.pid,'SIGSEGV')"), scriptRow('teal', drawing)];
    await startAgent(box, { rows });
    await connected(box);
    await box.queue.put([taskFor('agent:poison', imageJob())]);
    await until(() => expect(box.ends()).toMatchObject([{ type: 'failed', error: { code: 'TOOL_FAILED' } }]));
    await box.queue.put([taskFor('agent:teal', imageJob())]);
    await until(() => expect(box.ends()).toMatchObject([{ type: 'failed' }, { type: 'succeeded' }]));
    await noLoad(box);
  });

  it('says a program that ends well without its result is a failure', async () => {
    const box = await openBox();
    await startAgent(box, { rows: [scriptRow('nothing', '0')] });
    await connected(box);
    await box.queue.put([taskFor('agent:nothing', imageJob())]);
    await until(() => expect(box.ends()).toMatchObject([{ type: 'failed', error: { code: 'TOOL_FAILED' } }]));
  });

  it('ends the whole process group when nobody wants the result any more', async () => {
    const box = await openBox();
    const mark = `filmloom-mark-${process.pid}`;
    const child = `const c=require('child_process').spawn(process.execPath,['-e','setInterval(()=>{},1000)//${mark}'],{stdio:'ignore'});`;
    await startAgent(box, { rows: [scriptRow('long', `${child}setInterval(()=>{},1000)`)] });
    await connected(box);
    const task = taskFor('agent:long', imageJob());
    await box.queue.put([task]);
    await until(() => expect(isAlive(mark)).toBe(true));
    await box.queue.stop('run-1', [{ stepId: task.stepId, attempt: 1 }]);
    box.bus.publish({ type: 'stop-wanted', runId: 'run-1' });
    await noLoad(box);
    expect(isAlive(mark)).toBe(false);
    expect(box.ends()).toEqual([]);
  });
});

describe('an agent that breaks off', { timeout: 180_000 }, () => {
  it('adopts its work after it was killed, and the step ends once', async () => {
    const box = await openBox();
    const config = { rows: [scriptRow('slow', slow(2))] };
    const first = await startAgent(box, config);
    await connected(box);
    await box.queue.put([taskFor('agent:slow', imageJob())]);
    await until(() => expect(box.heard.some(({ type }) => type === 'progress')).toBe(true));
    first.child.kill('SIGKILL');
    await first.ended;
    await startAgent(box, config);
    await succeeded(box);
    await noLoad(box);
    expect(box.ends()).toHaveLength(1);
  });

  it('is overtaken when it stands still for longer than its lease, and its late report changes nothing', async () => {
    const box = await openBox();
    const config = { rows: [scriptRow('slow', slow(3))] };
    const frozen = await startAgent(box, config);
    await connected(box);
    await box.queue.put([taskFor('agent:slow', imageJob())]);
    await until(() => expect(box.heard.some(({ type }) => type === 'progress')).toBe(true));
    frozen.child.kill('SIGSTOP');
    const other = { ...box, folder: join(box.folder, 'state') };
    await startAgent(other, { ...config, name: 'other', state: 'other' });
    await succeeded(box);
    frozen.child.kill('SIGCONT');
    await until(() => expect(readFileSync(join(box.folder, 'state', 'journal.jsonl'), 'utf8')).toContain('"closed"'));
    await noLoad(box);
    expect(box.ends()).toHaveLength(1);
    await until(() => expect(box.agents.views().map(({ busy }) => busy)).toEqual([0, 0]));
  });

  it('carries on when its connection breaks for less than its lease', async () => {
    const box = await openBox();
    await startAgent(box, { rows: [scriptRow('slow', slow(4))] });
    await connected(box);
    await box.queue.put([taskFor('agent:slow', imageJob())]);
    await until(() => expect(box.heard.some(({ type }) => type === 'progress')).toBe(true));
    box.cut();
    await until(() => expect(box.agents.views()).toHaveLength(0));
    await connected(box);
    await succeeded(box);
    expect(box.reports.filter(({ type }) => type === 'running')).toHaveLength(1);
  });

  it('finishes what it has in hand on SIGTERM, and takes nothing more', async () => {
    const box = await openBox();
    const { child, ended } = await startAgent(box, { rows: [scriptRow('slow', slow(2))] });
    await connected(box);
    await box.queue.put([taskFor('agent:slow', imageJob()), taskFor('agent:slow', imageJob())]);
    await until(() => expect(box.heard.some(({ type }) => type === 'progress')).toBe(true));
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(box.ends()).toMatchObject([{ type: 'succeeded' }]);
    expect(await box.queue.load()).toMatchObject([{ waiting: 1, running: 0 }]);
  });

  it('hands back what takes too long when it stops', async () => {
    const box = await openBox();
    const { child, ended } = await startAgent(box, { drainSeconds: 0, rows: [scriptRow('slow', slow(60))] });
    await connected(box);
    await box.queue.put([taskFor('agent:slow', imageJob())]);
    await until(() => expect(box.heard.some(({ type }) => type === 'progress')).toBe(true));
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(await box.queue.load()).toMatchObject([{ waiting: 1, running: 0 }]);
    expect(box.ends()).toEqual([]);
  });
});
