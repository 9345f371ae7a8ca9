import { open } from 'node:fs/promises';

/** One box of an MP4 or MOV: where its bytes lie in the file, its header of 8 or 16 bytes included. */
export type OuterBox = { readonly name: string; readonly at: number; readonly bytes: number };

/** The outermost boxes, as far as they can be followed; the last one may claim more bytes than the file has. */
export async function outerBoxes(file: string): Promise<{ readonly boxes: readonly OuterBox[]; readonly fileBytes: number }> {
  const handle = await open(file, 'r');
  try {
    const { size: fileBytes } = await handle.stat();
    const boxes: OuterBox[] = [];
    for (let at = 0; at + 8 <= fileBytes; ) {
      const { buffer } = await handle.read(Buffer.alloc(16), 0, 16, at);
      const bytes = boxBytes(buffer, fileBytes - at);
      boxes.push({ name: buffer.toString('latin1', 4, 8), at, bytes });
      if (bytes < 8) break;
      at += bytes;
    }
    return { boxes, fileBytes };
  } finally {
    await handle.close();
  }
}

/** The boxes inside a box, or inside a stretch of its bytes: name and contents without the header. */
export function innerBoxes(content: Buffer): { readonly name: string; readonly content: Buffer }[] {
  const boxes: { name: string; content: Buffer }[] = [];
  for (let at = 0; at + 8 <= content.length; ) {
    const bytes = boxBytes(content.subarray(at), content.length - at);
    if (bytes < 8 || at + bytes > content.length) throw new RangeError('a box reaches past the one around it');
    const header = content.readUInt32BE(at) === 1 ? 16 : 8;
    boxes.push({ name: content.toString('latin1', at + 4, at + 8), content: content.subarray(at + header, at + bytes) });
    at += bytes;
  }
  return boxes;
}

/** A size of 1 stands for a long size behind the name, 0 for "to the end". */
function boxBytes(header: Buffer, left: number): number {
  const size = header.readUInt32BE(0);
  if (size === 0) return left;
  return size === 1 ? Number(header.readBigUInt64BE(8)) : size;
}
