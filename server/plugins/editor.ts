import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#server/app-parts.ts';
import { noEditorPage } from './plain-pages.ts';
import type { RefuseUnknown } from './problems.ts';

/** Files with a hash in their name never change. */
const unchanging = 'public, max-age=31536000, immutable';

/** Serves the built editor; every address that is neither a file nor a call opens it, because it finds its own way. */
export async function addEditor(app: App, folder: string, refuseUnknown: RefuseUnknown): Promise<void> {
  const isBuilt = existsSync(join(folder, 'index.html'));
  app.setNotFoundHandler((request, reply) => (isPage(request) ? sendEditor(reply, isBuilt) : refuseUnknown(request, reply)));
  if (!isBuilt) return;
  await app.register(staticFiles, {
    root: folder,
    dotfiles: 'ignore',
    index: 'index.html',
    redirect: false,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.startsWith(join(folder, 'assets')) ? unchanging : 'no-cache');
    },
  });
}

function isPage({ method, url }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? '';
  const isFile = /\.[a-z0-9]{1,8}$/i.test(path);
  return (method === 'GET' || method === 'HEAD') && !path.startsWith('/api/') && !path.startsWith('/socket.io') && !isFile;
}

function sendEditor(reply: FastifyReply, isBuilt: boolean): FastifyReply {
  if (isBuilt) return reply.sendFile('index.html');
  return reply.code(503).type('text/html; charset=utf-8').send(noEditorPage());
}
