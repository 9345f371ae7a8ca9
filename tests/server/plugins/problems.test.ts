import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { buildApp } from '#server/app.ts';
import { openServer } from '../open-server.ts';

it('a SyntaxError of our own is a fault that is logged, and only a body that is no JSON is the caller’s', async () => {
  const { parts } = await openServer();
  const lines: string[] = [];
  const log = pino({ level: 'error' }, new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) }));
  const list = () => JSON.parse('{"stored":') as never;
  const app = await buildApp({ ...parts, log, store: { ...parts.store, graphs: { ...parts.store.graphs, list } } });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  try {
    const answer = await fetch(`${url}/api/v1/graphs`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([500, 'INTERNAL']);
    expect(lines.join('')).toContain('SyntaxError');
    lines.length = 0;
    for (const path of ['/graphs', '/graphs/validate']) {
      const refused = await fetch(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"graph":',
      });
      expect([path, refused.status, ((await refused.json()) as { code: string }).code]).toEqual([path, 400, 'JSON_INVALID']);
    }
    expect(lines).toEqual([]);
  } finally {
    await app.close();
  }
});
