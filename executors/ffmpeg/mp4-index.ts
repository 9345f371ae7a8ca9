import { open } from 'node:fs/promises';
import { innerBoxes, outerBoxes } from './mp4-boxes.ts';
import { tagsIn } from './mp4-tags.ts';

/** A track as the index of an MP4 tells of it. */
export type Mp4Track = {
  /** `vide`, `soun` or something else. */
  readonly kind: string;
  /** Everything but its length that decides how it is decoded and shown; two pictures where it is equal can be joined. */
  readonly make: string;
  readonly frames: number;
  /** Seconds of one frame, where all are equally long and shown in the order in which they lie in the file. */
  readonly frameSeconds: number | undefined;
  /** The numbers of the key frames. */
  readonly keys: readonly number[];
};

/** What the index tells: the tracks, and the named texts that the file carries. */
export type Mp4Index = { readonly tracks: readonly Mp4Track[]; readonly tags: Readonly<Record<string, string>> };

const mostIndexBytes = 64 * 1024 * 1024;

/**
 * Reads the index of an MP4 without starting a program; nothing where it cannot be made out. It is trusted only for
 * files that are alike to one that ffprobe has looked at.
 */
export async function mp4Index(file: string): Promise<Mp4Index | undefined> {
  const moov = await readMoov(file);
  if (!moov) return undefined;
  try {
    const tracks = innerBoxes(moov).flatMap(({ name, content }) => (name === 'trak' ? [trackOf(content)] : []));
    return { tracks, tags: tagsIn(moov) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function readMoov(file: string): Promise<Buffer | undefined> {
  const { boxes, fileBytes } = await outerBoxes(file);
  const box = boxes.find(({ name }) => name === 'moov');
  if (!box || box.bytes > mostIndexBytes || box.at + box.bytes > fileBytes) return undefined;
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(box.bytes), 0, box.bytes, box.at);
    return buffer.subarray(8);
  } finally {
    await handle.close();
  }
}

function trackOf(trak: Buffer): Mp4Track {
  const media = boxIn(trak, 'mdia');
  const samples = boxIn(boxIn(media, 'minf'), 'stbl');
  const times = boxIn(samples, 'stts');
  const frames = boxIn(samples, 'stsz').readUInt32BE(8);
  const timescale = timescaleIn(boxIn(media, 'mdhd'));
  const even = times.readUInt32BE(4) === 1 && !has(samples, 'ctts');
  return {
    kind: boxIn(media, 'hdlr').toString('latin1', 8, 12),
    make: [timescale, shownAs(trak), editsIn(trak), describedAs(boxIn(samples, 'stsd'))].join(' '),
    frames,
    frameSeconds: even ? times.readUInt32BE(12) / timescale : undefined,
    keys: has(samples, 'stss') ? keysIn(boxIn(samples, 'stss')) : Array.from({ length: frames }, (_, number) => number),
  };
}

function boxIn(parent: Buffer, name: string): Buffer {
  const found = innerBoxes(parent).find((box) => box.name === name);
  if (!found) throw new RangeError(`there is no ${name}`);
  return found.content;
}

function has(parent: Buffer, name: string): boolean {
  return innerBoxes(parent).some((box) => box.name === name);
}

function timescaleIn(mdhd: Buffer): number {
  return mdhd.readUInt32BE(mdhd.readUInt8(0) === 1 ? 20 : 12);
}

/** The end of the track header: how the picture is turned and the size at which it is shown. */
function shownAs(trak: Buffer): string {
  return boxIn(trak, 'tkhd').subarray(-44).toString('hex');
}

/** Where in the track the film begins: the second number of the first entry of the edit list. */
function editsIn(trak: Buffer): string {
  if (!has(trak, 'edts')) return 'whole';
  const list = boxIn(boxIn(trak, 'edts'), 'elst');
  const count = list.readUInt32BE(4);
  const start = list.readUInt8(0) === 1 ? list.readBigInt64BE(16) : list.readInt32BE(12);
  return count === 1 && Number(start) === 0 ? 'whole' : `${count} from ${start}`;
}

/** The codec and its set-up, without the rate of bits, which differs from film to film. */
function describedAs(stsd: Buffer): string {
  const [entry] = innerBoxes(stsd.subarray(8));
  if (!entry || stsd.readUInt32BE(4) !== 1) throw new RangeError('there is not one description');
  if (entry.name !== 'avc1') return entry.name;
  const parts = innerBoxes(entry.content.subarray(78)).filter(({ name }) => name !== 'btrt');
  const size = entry.content.toString('hex', 24, 28);
  return [entry.name, size, ...parts.map(({ name, content }) => `${name}:${content.toString('hex')}`)].join(' ');
}

function keysIn(stss: Buffer): number[] {
  const count = stss.readUInt32BE(4);
  return Array.from({ length: count }, (_, index) => stss.readUInt32BE(8 + index * 4) - 1);
}
