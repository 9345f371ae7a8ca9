import { crc32 } from 'node:zlib';
import { StepError } from '../errors.ts';

const signatureBytes = 8;
const headerEnd = signatureBytes + 25;

/** The PNG with a text laid into it under a keyword of Latin letters (an iTXt chunk, UTF-8), in place of an older one. */
export function withPngText(png: Buffer, keyword: string, text: string): Buffer {
  const body = Buffer.concat([Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]);
  const kept = chunksOf(png).filter((chunk) => !isText(chunk, keyword));
  const [header, ...rest] = kept.map(({ bytes }) => bytes);
  if (!header) throw new StepError('MEDIA_UNREADABLE', 'This PNG is cut off or damaged. Save or download it again.');
  return Buffer.concat([png.subarray(0, signatureBytes), header, chunk('iTXt', body), ...rest]);
}

/** The uncompressed text laid into a PNG under a keyword, if there is one. */
export function pngText(png: Buffer, keyword: string): string | undefined {
  if (png.length < headerEnd) return undefined;
  const found = chunksOf(png).find((each) => isText(each, keyword));
  if (!found) return undefined;
  // Past the keyword come two flags, then a language and a translated keyword, each ended by a zero.
  const language = found.body.indexOf(0, keyword.length + 3);
  const translated = found.body.indexOf(0, language + 1);
  return found.body.toString('utf8', translated + 1);
}

type Chunk = { readonly name: string; readonly body: Buffer; readonly bytes: Buffer };

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signatureBytes; at + 12 <= png.length; ) {
    const end = at + 12 + png.readUInt32BE(at);
    chunks.push({ name: png.toString('latin1', at + 4, at + 8), body: png.subarray(at + 8, end - 4), bytes: png.subarray(at, end) });
    at = end;
  }
  return chunks;
}

function isText({ name, body }: Chunk, keyword: string): boolean {
  return name === 'iTXt' && body.toString('latin1', 0, keyword.length + 2) === `${keyword}\0\0`;
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const bytes = Buffer.alloc(named.length + 8);
  bytes.writeUInt32BE(body.length, 0);
  named.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(named), named.length + 4);
  return bytes;
}
