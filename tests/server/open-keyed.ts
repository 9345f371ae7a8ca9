import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach } from 'vitest';
import { readSettings } from '#server/env.ts';
import { type RunningServer, startServer } from '#server/start-server.ts';
import { newFolder } from './new-folder.ts';

export type Keyed = {
  readonly folder: string;
  /** Everything that was logged, down to traces. */
  readonly logged: string[];
  /** The body of every answer. */
  readonly answers: string[];
  close(): Promise<void>;
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, never> }>;
};

const running = new Set<RunningServer>();
afterEach(async () => {
  for (const { close } of [...running]) await close();
  running.clear();
});

/** A whole server with these settings, that remembers what it has said. */
export async function openKeyed(env: Readonly<Record<string, string>>, given?: string): Promise<Keyed> {
  const folder = given ?? (await newFolder());
  const logged: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  const settings = readSettings({ FILMLOOM_DATA: join(folder, 'data'), FILMLOOM_PORT: '0', ...env }, folder);
  const server = await startServer({ settings, log: pino({ level: 'trace' }, stream) as never });
  running.add(server);
  const answers: string[] = [];
  return {
    folder,
    async close() {
      running.delete(server);
      await server.close();
    },
    logged,
    answers,
    async ask(method, path, body) {
      const init = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const answer = await fetch(`${server.url}/api/v1${path}`, { method, ...init });
      const text = await answer.text();
      answers.push(`${text}\n${JSON.stringify([...answer.headers])}`);
      return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : {} };
    },
  };
}
