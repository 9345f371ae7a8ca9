import { open } from 'node:fs/promises';
import { StepError } from '../errors.ts';

/** What a file is by its first bytes: the demuxers that may read it, and how people call it. */
export type Family = { readonly format: string; readonly title: string; readonly still: boolean };

const sniffBytes = 65_536;
const family = (format: string, title: string, still = false): Family => ({ format, title, still });
const families = {
  mp4: family('mov,mp4,m4a,3gp,3g2,mj2', 'MP4'),
  matroska: family('matroska,webm', 'WebM'),
  avi: family('avi', 'AVI'),
  mpegts: family('mpegts', 'MPEG-TS'),
  gif: family('gif', 'GIF'),
  mp3: family('mp3', 'MP3'),
  aac: family('aac', 'AAC'),
  wav: family('wav', 'WAV'),
  flac: family('flac', 'FLAC'),
  ogg: family('ogg', 'Ogg'),
  png: family('png_pipe', 'PNG', true),
  jpeg: family('jpeg_pipe', 'JPEG', true),
  webp: family('webp_pipe', 'WebP', true),
} as const;

const acceptedMedia = 'MP4, MOV, WebM, MKV, AVI, GIF, MP3, WAV, FLAC, Ogg, M4A, PNG, JPEG or WebP';

/** Names the family of a file without opening it with anything else. Rejects with MEDIA_UNREADABLE. */
export async function sniff(file: string): Promise<{ family: Family; head: Buffer }> {
  const { head, bytes } = await readHead(file);
  if (bytes === 0) throw unreadable('This file is empty (0 bytes). Export or upload it again.');
  const found = familyOf(head);
  if (!found) throw unreadable(refusal(head));
  return { family: found, head };
}

function unreadable(message: string): StepError {
  return new StepError('MEDIA_UNREADABLE', message);
}

async function readHead(file: string): Promise<{ head: Buffer; bytes: number }> {
  const handle = await open(file, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new StepError('MEDIA_UNREADABLE', `This file could not be opened (${cause.code}). Upload it again.`, { cause });
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw unreadable('This is a folder or a device, not a file. Choose a file.');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0);
    return { head: buffer.subarray(0, bytesRead), bytes: stat.size };
  } finally {
    await handle.close();
  }
}

function familyOf(head: Buffer): Family | undefined {
  const ascii = (start: number, end: number): string => head.toString('latin1', start, end);
  if (/^(ftyp|moov|mdat|free|skip|wide)$/.test(ascii(4, 8))) return isHeic(ascii(0, 12)) ? undefined : families.mp4;
  if (head.readUIntBE(0, Math.min(4, head.length)) === 0x1a45dfa3) return families.matroska;
  if (/^(RIFF|RF64)$/.test(ascii(0, 4))) return { 'AVI ': families.avi, WAVE: families.wav, WEBP: families.webp }[ascii(8, 12)];
  if (/^GIF8[79]a/.test(ascii(0, 6))) return families.gif;
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return families.png;
  if (ascii(0, 3) === '\xff\xd8\xff') return families.jpeg;
  if (ascii(0, 4) === 'fLaC') return families.flac;
  if (ascii(0, 4) === 'OggS') return families.ogg;
  if (isTransportStream(head)) return families.mpegts;
  return audioFrames(head);
}

function isHeic(start: string): boolean {
  return /^....ftyp(avif|avis|heic|heix|mif1|msf1)/s.test(start);
}

/** Packets of 188 bytes, each beginning with the same byte. */
function isTransportStream(head: Buffer): boolean {
  return head.length >= 564 && head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47;
}

/** MP3 and AAC have no header of their own, only frames, perhaps after an ID3 tag. */
function audioFrames(head: Buffer): Family | undefined {
  const start = id3Bytes(head);
  const first = head[start];
  const second = head[start + 1] ?? 0;
  if (start > 0 && first === undefined) return families.mp3;
  if (start > 0 && head.toString('latin1', start, start + 4) === 'fLaC') return families.flac;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  if ((second & 0xf6) === 0xf0) return families.aac;
  return (second & 0x06) === 0 || (second & 0x18) === 0x08 ? undefined : families.mp3;
}

function id3Bytes(head: Buffer): number {
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
  return 10 + size;
}

const otherTitles: readonly (readonly [string, string])[] = [
  ['%PDF', 'a PDF document'],
  ['PK\x03\x04', 'a ZIP archive or an office document'],
  ['BM', 'a BMP picture'],
  ['II*\0', 'a TIFF picture'],
  ['MM\0*', 'a TIFF picture'],
  ['8BPS', 'a Photoshop document'],
  ['FLV\x01', 'a Flash video'],
  ['\x30\x26\xb2\x75', 'a Windows Media file'],
];

/** Says what a file is instead of what it should have been. */
function refusal(head: Buffer): string {
  const start = head.toString('latin1', 0, 4096);
  const choose = `Choose ${acceptedMedia}.`;
  if (/<svg[\s>]/i.test(start)) return 'This is an SVG, which can carry scripts. Save it as PNG and use that.';
  if (
    /^\s*(#EXTM3U|ffconcat|\[playlist\]|v=0\s)|<MPD[\s>]|<SmoothStreamingMedia|<playlist[\s>]|<smil[\s>]/i.test(
      start.replace('\xef\xbb\xbf', ''),
    )
  ) {
    return `This file is a playlist, not a video: it only points to other files. ${choose}`;
  }
  const heic = isHeic(start) ? 'a HEIC or AVIF picture' : undefined;
  const other = heic ?? otherTitles.find(([magic]) => start.startsWith(magic))?.[1];
  if (other) return `This file is ${other}, which cannot be used here. ${choose}`;
  if (isText(head)) return `This file is text, not a picture, video or sound. ${choose}`;
  return `This file is of a kind that is not known here. ${choose}`;
}

function isText(head: Buffer): boolean {
  return head.subarray(0, 4096).every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13 || byte === 12);
}
