import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Transfers } from '#server/agents/transfers.ts';
import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { readRange } from '#server/assets/byte-range.ts';
import { uploadLimits } from '#server/assets/upload-limits.ts';
import { refusals } from '#server/plugins/openapi.ts';
import type { Storage } from '#server/storage/contract.ts';

const params = z.object({ token: z.string().max(300) });

/** Files on their way to and from agents. The signature in the address is the only right that is needed. */
export async function addTransferRoutes(app: App, { storage }: Pick<AppParts, 'storage'>, transfers: Transfers): Promise<void> {
  const tags = ['server'];
  app.get(
    '/transfers/:token',
    { schema: { tags, summary: 'A file for an agent, with ranges', params, response: refusals } },
    async (request, reply) => await send(transfers.open('GET', request.params.token).id, request.headers.range, reply, storage),
  );
  await app.register(async (scope: App) => {
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.put(
      '/transfers/:token',
      { bodyLimit: uploadLimits.fileSize, schema: { tags, summary: 'A file from an agent', params, response: refusals } },
      async (request, reply) => {
        const pass = transfers.open('PUT', request.params.token);
        await transfers.receive(pass, request.body as Readable);
        return noContent(reply);
      },
    );
  });
}

async function send(id: string, header: string | undefined, reply: FastifyReply, storage: Storage): Promise<FastifyReply> {
  const bytes = await storage.bytes(id);
  if (bytes === undefined) throw new ApiError(404, 'FILE_LOST', 'The bytes of this file are not in the data folder any more.');
  const range = readRange(header, bytes);
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${bytes}`);
    throw new ApiError(416, 'RANGE_INVALID', `The file has ${bytes} bytes; the range begins behind its end.`);
  }
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`);
  reply.headers({ 'content-type': 'application/octet-stream', 'content-length': end - start + 1, 'cache-control': 'private, no-store' });
  return reply.send(await storage.read(id, range));
}

function noContent(reply: FastifyReply): FastifyReply {
  return reply.code(204).send();
}
