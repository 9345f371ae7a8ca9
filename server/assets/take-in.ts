import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaTypeOf } from '#executors/ffmpeg/media-type.ts';
import { probe } from '#executors/ffmpeg/probe.ts';
import { parseCaptions } from '#nodes/captions-format.ts';
import type { Facts } from '#nodes/facts.ts';
import type { ValueKind } from '#nodes/ports.ts';
import type { Captions } from '#nodes/values.ts';
import { ApiError } from '#server/api-error.ts';
import type { AppParts } from '#server/app-parts.ts';
import type { Caller } from '#server/runs/engine-contract.ts';
import { diskFull } from '#server/storage/local.ts';
import type { AssetRow } from '#server/store/contract.ts';
import { safeFileName } from './file-names.ts';

/** A file on its way in. `stream.truncated` is set where it was larger than the limit. */
export type Upload = { readonly filename: string; readonly stream: Readable & { truncated?: boolean } };
type Known = { kind: ValueKind; media: string; facts: Facts; value: unknown };

const captionsBytes = 5_000_000;

/** Takes a file into the library: to disk, found out what it is, stored by content. A file that cannot be used leaves nothing behind. */
export async function takeIn(
  { store, storage, clock }: Pick<AppParts, 'store' | 'storage' | 'clock'>,
  caller: Caller,
  upload: Upload,
): Promise<AssetRow> {
  const folder = await storage.workFolder();
  try {
    const file = join(folder, 'upload');
    await saveUpload(upload, file);
    const name = safeFileName(upload.filename, 'Untitled');
    const known = await recognise(file, name);
    const { id, bytes } = await storage.put(file);
    const asset: AssetRow = { ...caller, id, name, bytes, ...known, origin: 'upload', createdAt: clock().toISOString() };
    await store.assets.insert(asset);
    return asset;
  } finally {
    await storage.dropWorkFolder(folder);
  }
}

/** Writes an upload to disk. Throws 413 where it is larger than the limit, 507 where the disk is full. */
export async function saveUpload({ stream }: Upload, file: string): Promise<void> {
  try {
    await pipeline(stream, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    throw diskFull(error) ?? error;
  }
  if (stream.truncated) throw new ApiError(413, 'FILE_TOO_LARGE', 'The file is larger than 2 GB. Cut or compress it first.');
}

async function recognise(file: string, name: string): Promise<Known> {
  const ending = /\.(srt|vtt)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) {
    const info = await probe(file);
    return { kind: info.kind, media: mediaTypeOf(info), facts: info.facts, value: null };
  }
  const captions = await readCaptions(file);
  const seconds = captions.cues.reduce((latest, { end }) => Math.max(latest, end), 0);
  return { kind: 'captions', media: ending === 'vtt' ? 'text/vtt' : 'application/x-subrip', facts: { seconds }, value: captions };
}

async function readCaptions(file: string): Promise<Captions> {
  const bytes = await readFile(file);
  if (bytes.length === 0) throw new ApiError(422, 'CAPTIONS_UNREADABLE', 'This file is empty (0 bytes). Export or upload it again.');
  if (bytes.length > captionsBytes) throw new ApiError(422, 'CAPTIONS_UNREADABLE', 'This captions file is larger than 5 MB. Split it.');
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return parseCaptions(decode(bytes, encoding));
}

function decode(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ApiError(
      422,
      'CAPTIONS_UNREADABLE',
      'The letters of this captions file cannot be read. Save it as UTF-8 and upload it again.',
      { cause },
    );
  }
}
