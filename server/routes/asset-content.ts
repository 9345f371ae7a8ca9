import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiError } from '#server/api-error.ts';
import type { App, AppParts } from '#server/app-parts.ts';
import { readRange } from '#server/assets/byte-range.ts';
import { contentDisposition, safeFileName } from '#server/assets/file-names.ts';
import { callerOf } from '#server/plugins/admission.ts';
import { refusals } from '#server/plugins/openapi.ts';
import type { Storage } from '#server/storage/contract.ts';
import type { AssetRow } from '#server/store/contract.ts';
import { assetParams, findAsset } from './assets.ts';

const query = z.object({ download: z.string().max(300).optional() });
/** Whatever a file is, a browser must not run anything in it. */
const policy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
const harmless = /^(image\/(png|jpeg|webp|gif|avif)|video\/[\w.+-]+|audio\/[\w.+-]+|text\/vtt|application\/x-subrip)$/;

/** The bytes of a file: whole, in part, or only their description. They never change under one id. */
export function addAssetContentRoutes(app: App, { store, storage }: AppParts): void {
  const summary = 'The bytes of a file, with ranges; `download` names it for saving';
  const schema = { tags: ['assets'], summary, params: assetParams, querystring: query, response: refusals };
  app.get('/assets/:id/content', { schema }, async (request, reply) => {
    const asset = await findAsset(store, callerOf(request).workspaceId, request.params.id);
    describe(reply, asset, request.query.download);
    return await sendBytes(request, reply, asset.id, storage);
  });
}

function describe(reply: FastifyReply, asset: AssetRow, download: string | undefined): void {
  const name = safeFileName(download || asset.name, asset.id);
  reply.headers({
    etag: `"${asset.id}"`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-type': harmless.test(asset.media) ? asset.media : 'application/octet-stream',
    'content-disposition': contentDisposition(download === undefined ? 'inline' : 'attachment', name),
    'content-security-policy': policy,
    'last-modified': new Date(asset.createdAt).toUTCString(),
  });
}

async function sendBytes({ headers, method }: FastifyRequest, reply: FastifyReply, id: string, storage: Storage): Promise<FastifyReply> {
  const bytes = await storage.bytes(id);
  if (bytes === undefined)
    throw new ApiError(404, 'FILE_LOST', 'The bytes of this file are not in the data folder any more. Upload it or make it again.');
  if (isKnownAlready(headers['if-none-match'], id)) return reply.code(304).send();
  const mayBePart = headers['if-range'] === undefined || headers['if-range'] === `"${id}"`;
  const range = mayBePart ? readRange(headers.range, bytes) : undefined;
  if (range === 'unsatisfiable') {
    reply
      .header('content-range', `bytes */${bytes}`)
      .removeHeader('etag')
      .removeHeader('cache-control')
      .removeHeader('content-disposition');
    throw new ApiError(416, 'RANGE_INVALID', `The file has ${bytes} bytes; the range begins behind its end.`);
  }
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`);
  reply.header('content-length', end - start + 1);
  // An empty stream leaves the length in the header as it is.
  return reply.send(method === 'HEAD' ? Readable.from([]) : await storage.read(id, range));
}

function isKnownAlready(header: string | undefined, id: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${id}"`);
}
