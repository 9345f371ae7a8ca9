import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildApp } from '#server/app.ts';
import { newFolder, openServer } from '../open-server.ts';

async function withEditor() {
  const { parts } = await openServer();
  const editorFolder = await newFolder();
  await mkdir(join(editorFolder, 'assets'));
  await writeFile(join(editorFolder, 'index.html'), '<!doctype html><title>Editor</title>');
  await writeFile(join(editorFolder, 'assets', 'main-8f3a.js'), 'console.log(1)');
  await writeFile(join(editorFolder, 'icon.svg'), '<svg/>');
  await writeFile(join(editorFolder, '.built-from'), 'secret');
  return buildApp({ ...parts, editorFolder });
}

describe('the editor', () => {
  it('opens at every address that is not a file and not a call', async () => {
    const app = await withEditor();
    for (const url of ['/', '/graphs/graph-1', '/?x=1', '/runs/a.b.c-long-name']) {
      const answer = await app.inject(url);
      expect([url, answer.statusCode, answer.headers['cache-control']]).toEqual([url, 200, 'no-cache']);
      expect(answer.body).toContain('Editor');
    }
    await app.close();
  });

  it('keeps files with a hash in their name in the browser for ever, and others not', async () => {
    const app = await withEditor();
    expect((await app.inject('/assets/main-8f3a.js')).headers['cache-control']).toContain('immutable');
    expect((await app.inject('/icon.svg')).headers['cache-control']).toBe('no-cache');
    await app.close();
  });

  it('is what is on disk now, also after it was built again', async () => {
    const { parts } = await openServer();
    const editorFolder = join(await newFolder(), 'dist');
    const app = await buildApp({ ...parts, editorFolder });
    expect((await app.inject('/')).statusCode).toBe(503);
    await mkdir(join(editorFolder, 'assets'), { recursive: true });
    await writeFile(join(editorFolder, 'index.html'), 'Built later');
    await writeFile(join(editorFolder, 'assets', 'main-old1.js'), 'old');
    expect((await app.inject('/')).body).toBe('Built later');
    expect((await app.inject('/assets/main-old1.js')).body).toBe('old');
    await rm(join(editorFolder, 'assets', 'main-old1.js'));
    await writeFile(join(editorFolder, 'assets', 'main-new2.js'), 'new');
    const answer = await app.inject('/assets/main-new2.js');
    expect([answer.statusCode, answer.body]).toEqual([200, 'new']);
    expect(answer.headers['cache-control']).toContain('immutable');
    expect(answer.headers['content-type']).toContain('javascript');
    expect((await app.inject('/assets/main-old1.js')).statusCode).toBe(404);
    await app.close();
  });

  it('gives no file that is not its own', async () => {
    const app = await withEditor();
    for (const url of [
      '/assets/missing.js',
      '/.built-from',
      '/../package.json',
      '/..%2f..%2fetc%2fpasswd',
      '/api/v1/nothing',
      '/api/other',
    ]) {
      const answer = await app.inject(url);
      expect(answer.body).not.toMatch(/secret|root:|dependencies/);
      if (!url.startsWith('/.')) expect([url, answer.statusCode]).toEqual([url, 404]);
    }
    await app.close();
  });

  it('tells what to do where it is not built', async () => {
    const { app } = await openServer();
    const answer = await app.inject('/');
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('npm start');
  });

  it('may load and call nothing but this server', async () => {
    const { app } = await openServer();
    const policy = String((await app.inject('/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  });
});

describe('the reference', () => {
  it('is one page whose script comes from this server', async () => {
    const { app } = await openServer();
    expect((await app.inject('/api/docs')).headers.location).toBe('/api/docs/');
    const page = await app.inject('/api/docs/');
    expect(page.statusCode).toBe(200);
    const nonce = /'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1];
    const scripts = page.body.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(page.body).not.toMatch(/src="https?:/);
    const script = await app.inject('/api/docs/js/scalar.js');
    expect(script.headers['content-type']).toContain('text/javascript');
    expect(script.rawPayload.length).toBeGreaterThan(100_000);
  });

  it('lists every call of the contract', async () => {
    const { app } = await openServer();
    const { openapi, paths } = (await app.inject('/api/v1/openapi.json')).json();
    expect(openapi).toBe('3.1.0');
    const calls = [
      'GET /health',
      'GET /node-types',
      'GET /models',
      'GET /agents',
      'POST /graphs/validate',
      'POST /estimate',
      'POST /quotes',
      'POST /runs',
      'GET /runs',
      'GET /runs/{id}',
      'GET /runs/{id}/outputs',
      'GET /runs/{id}/events',
      'POST /runs/{id}/cancel',
      'POST /runs/{id}/pause',
      'POST /runs/{id}/resume',
      'POST /runs/{id}/amend',
      'POST /runs/{id}/nodes/{node}/retry',
      'POST /runs/{id}/steps/{step}/decide',
      'GET /graphs',
      'POST /graphs',
      'GET /graphs/{id}',
      'PUT /graphs/{id}',
      'DELETE /graphs/{id}',
      'GET /graphs/{id}/versions',
      'GET /templates',
      'GET /templates/{id}',
      'POST /templates',
      'POST /assets',
      'GET /assets',
      'GET /assets/{id}',
      'GET /assets/{id}/content',
      'DELETE /assets/{id}',
    ];
    for (const call of calls) {
      const [method = '', path] = call.split(' ');
      expect([call, Object.keys(paths[`/api/v1${path}`] ?? {})]).toEqual([call, expect.arrayContaining([method.toLowerCase()])]);
    }
  });
});
