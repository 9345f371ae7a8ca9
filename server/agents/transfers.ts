import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from '#server/api-error.ts';
import type { Storage } from '#server/storage/contract.ts';
import { diskFull } from '#server/storage/local.ts';

/** One file on its way to or from an agent. `id` is its SHA-256. */
type Pass = { readonly method: 'GET' | 'PUT'; readonly id: string; readonly bytes: number; readonly expiresMs: number };

export type Transfers = {
  /** An address under which a file can be read for a while. */
  download(id: string): Promise<string>;
  /** An address that takes exactly this file. */
  upload(id: string, bytes: number): Promise<string>;
  /** What a token allows. Throws 403 where it is not ours or has expired. */
  open(method: Pass['method'], token: string): Pass;
  /** Stores what arrives, if it is what was announced. */
  receive(pass: Pass, body: Readable): Promise<void>;
};

type TransferParts = { readonly storage: Storage; readonly secret: string; readonly now: () => number };

const path = '/api/v1/transfers/';
const validSeconds = 900;

export function createTransfers({ storage, secret, now }: TransferParts): Transfers {
  const address = (method: Pass['method'], id: string, bytes: number): string =>
    `${path}${seal({ method, id, bytes, expiresMs: now() + validSeconds * 1000 }, secret)}`;
  return {
    download: async (id) => (await storage.signedDownload?.(id, validSeconds)) ?? address('GET', id, 0),
    upload: async (id, bytes) => (await storage.signedUpload?.(id, bytes, validSeconds)) ?? address('PUT', id, bytes),
    open(method, token) {
      const pass = unseal(method, token, secret);
      if (!pass) throw new ApiError(403, 'TRANSFER_REFUSED', 'This address was not made by this server, or not for this use.');
      if (pass.expiresMs < now()) throw new ApiError(403, 'TRANSFER_EXPIRED', 'This address has expired. Ask for a new one.');
      return pass;
    },
    receive: (pass, body) => receive(pass, body, storage),
  };
}

/** `id.bytes.expiry.signature`; the signature covers the method and the path too. */
function seal({ method, id, bytes, expiresMs }: Pass, secret: string): string {
  const text = `${id}.${bytes}.${expiresMs}`;
  return `${text}.${sign(method, text, secret)}`;
}

function unseal(method: Pass['method'], token: string, secret: string): Pass | undefined {
  const [, text = '', signature = ''] = /^([0-9a-f]{64}\.\d{1,16}\.\d{1,16})\.([\w-]{43})$/.exec(token) ?? [];
  const [ours, theirs] = [Buffer.from(sign(method, text, secret)), Buffer.from(signature)];
  if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return undefined;
  const [id = '', bytes, expiresMs] = text.split('.');
  return { method, id, bytes: Number(bytes), expiresMs: Number(expiresMs) };
}

function sign(method: string, text: string, secret: string): string {
  return createHmac('sha256', secret).update(`${method}|${path}|${text}`).digest('base64url');
}

async function receive({ id, bytes }: Pass, body: Readable, storage: Storage): Promise<void> {
  const folder = await storage.workFolder();
  try {
    const file = join(folder, 'upload');
    const measure = measured(bytes);
    await pipeline(body, measure.through, createWriteStream(file, { mode: 0o600 })).catch((error: unknown) => {
      throw diskFull(error) ?? error;
    });
    if (measure.bytes() !== bytes || measure.sha256() !== id)
      throw new ApiError(
        422,
        'CHECKSUM_WRONG',
        `What arrived (${measure.bytes()} bytes) is not the file that was announced. Send it again.`,
      );
    await storage.put(file);
  } finally {
    await storage.dropWorkFolder(folder);
  }
}

/** Counts and hashes what passes, and ends the transfer at the first byte too many. */
function measured(most: number) {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > most)
        return done(new ApiError(413, 'FILE_TOO_LARGE', `More than the announced ${most} bytes arrived. Send the file again.`));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, bytes: () => bytes, sha256: () => hash.digest('hex') };
}
