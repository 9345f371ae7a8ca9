import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#server/app-parts.ts';
import { noEditorPage } from './plain-pages.ts';
import type { RefuseUnknown } from './problems.ts';

/** Files with a hash in their name never change. */
const unchanging = 'public, max-age=31536000, immutable';
/** Plain names only: nothing hidden, nothing above the folder, nothing encoded. */
const filePath = /^(\/[\w-][\w.-]*)+$/;

/**
 * Serves the built editor as it is on disk at that moment, so that it can be built again meanwhile. Every address that is
 * neither a file nor a call opens it, because it finds its own way.
 */
export async function addEditor(app: App, folder: string, refuseUnknown: RefuseUnknown): Promise<void> {
  await app.register(staticFiles, {
    root: folder,
    serve: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.startsWith(join(folder, 'assets')) ? unchanging : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    if (isPage(request)) return sendEditor(reply, folder);
    return isFile(request, folder) ? reply.sendFile(pathOf(request)) : refuseUnknown(request, reply);
  });
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';
const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

function isPage(request: FastifyRequest): boolean {
  const path = pathOf(request);
  const namesFile = /\.[a-z0-9]{1,8}$/i.test(path);
  return isRead(request) && !path.startsWith('/api/') && !path.startsWith('/socket.io') && !namesFile;
}

function isFile(request: FastifyRequest, folder: string): boolean {
  const path = pathOf(request);
  return isRead(request) && filePath.test(path) && (statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() ?? false);
}

function sendEditor(reply: FastifyReply, folder: string): FastifyReply {
  if (existsSync(join(folder, 'index.html'))) return reply.sendFile('index.html');
  return reply.code(503).type('text/html; charset=utf-8').send(noEditorPage());
}
