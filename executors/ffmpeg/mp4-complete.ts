import { open } from 'node:fs/promises';
import { StepError } from '../errors.ts';

const redo = 'Download or export it again.';

/** Walks the outermost boxes of an MP4 or MOV and rejects with MEDIA_UNREADABLE where one is missing or reaches past the end. */
export async function checkMp4Complete(file: string, bytes: number): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const names = new Set<string>();
    for (let at = 0; at + 8 <= bytes; ) {
      const { buffer } = await handle.read(Buffer.alloc(16), 0, 16, at);
      const size = boxBytes(buffer, bytes - at);
      names.add(buffer.toString('latin1', 4, 8));
      if (size < 8) break;
      at += size;
      if (at > bytes) throw cutOff(bytes, at);
    }
    if (!names.has('moov'))
      throw new StepError('MEDIA_UNREADABLE', `This video is cut off: its index is missing, so it cannot be played. ${redo}`);
  } finally {
    await handle.close();
  }
}

/** A size of 1 stands for a long size behind the name, 0 for "to the end". */
function boxBytes(header: Buffer, left: number): number {
  const size = header.readUInt32BE(0);
  if (size === 0) return left;
  return size === 1 ? Number(header.readBigUInt64BE(8)) : size;
}

function cutOff(bytes: number, wanted: number): StepError {
  const percent = Math.floor((bytes / wanted) * 100);
  return new StepError('MEDIA_UNREADABLE', `This video is cut off: at most ${percent} % of it are there. ${redo}`);
}
