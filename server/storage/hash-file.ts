import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The name of a file: `id` is the SHA-256 of its bytes in hex. */
export type Hashed = { readonly id: string; readonly bytes: number };

export async function hashFile(file: string): Promise<Hashed> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), async (parts: AsyncIterable<Buffer>) => {
    for await (const part of parts) {
      hash.update(part);
      bytes += part.length;
    }
  });
  return { id: hash.digest('hex'), bytes };
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
