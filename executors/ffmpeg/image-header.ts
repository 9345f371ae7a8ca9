import { readFile } from 'node:fs/promises';
import { StepError } from '../errors.ts';

type Size = { readonly width: number; readonly height: number };

const damaged = (title: string): StepError =>
  new StepError('MEDIA_UNREADABLE', `This ${title} is cut off or damaged. Save or download it again.`);

/** The size of a still by its header alone, so that a picture too large is refused before a pixel of it is decoded. */
export async function imageSize(file: string, format: string, head: Buffer): Promise<Size> {
  if (format === 'png_pipe') return pngSize(head);
  if (format === 'webp_pipe') return webpSize(head);
  if (format === 'gif') return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  return jpegSize(await readFile(file));
}

function pngSize(head: Buffer): Size {
  if (head.length < 33 || head.toString('latin1', 12, 16) !== 'IHDR') throw damaged('PNG');
  if (hasChunkBeforeData(head, 'acTL')) {
    throw new StepError('MEDIA_UNREADABLE', 'This is an animated PNG, which cannot be used here. Save it as a GIF or an MP4.');
  }
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

function hasChunkBeforeData(head: Buffer, wanted: string): boolean {
  for (let at = 8; at + 8 <= head.length; at += 12 + head.readUInt32BE(at)) {
    const name = head.toString('latin1', at + 4, at + 8);
    if (name === wanted) return true;
    if (name === 'IDAT') return false;
  }
  return false;
}

function webpSize(head: Buffer): Size {
  if (head.length < 30) throw damaged('WebP');
  const kind = head.toString('latin1', 12, 16);
  if (kind === 'VP8X') {
    if ((head.readUInt8(20) & 2) !== 0) {
      throw new StepError('MEDIA_UNREADABLE', 'This is an animated WebP, which cannot be used here. Save it as a GIF or an MP4.');
    }
    return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  }
  if (kind === 'VP8L') {
    const bits = head.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
}

/** Walks the segments to the frame header; a JPEG without its end mark is cut off. */
function jpegSize(bytes: Buffer): Size {
  let size: Size | undefined;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) at += 1;
    else {
      if (isFrameHeader(marker)) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
      at += 2 + bytes.readUInt16BE(at + 2);
      if (marker !== 0xda) continue;
      if (!size || bytes.indexOf('\xff\xd9', at, 'latin1') < 0) throw damaged('JPEG');
      return size;
    }
  }
  throw damaged('JPEG');
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
