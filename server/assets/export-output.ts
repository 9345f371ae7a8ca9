import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { carriesGraph, embedGraph } from '#executors/ffmpeg/embedded-graph.ts';
import { formatSrt, formatVtt } from '#nodes/captions-format.ts';
import { captionsSchema } from '#nodes/values.ts';
import type { RunOutput, RunView } from '#server/contract/runs.ts';
import type { Storage } from '#server/storage/contract.ts';

/** A file as a person keeps it. */
export type ExportedFile = { readonly name: string; readonly media: string; readonly bytes: number; open(): Promise<Readable> };
type Source = { readonly run: Pick<RunView, 'graph' | 'name' | 'tier'>; readonly storage: Storage; readonly signal: AbortSignal };

/**
 * An output on its way out: films and pictures with the graph that made them in their metadata, captions as SRT or VTT by
 * `name`, texts as they are. Temporary files are gone when the stream has ended.
 */
export async function exportOutput(output: RunOutput, name: string, source: Source): Promise<ExportedFile> {
  if (output.asset === undefined) return textFile(name, output);
  const { storage } = source;
  const media = output.media ?? 'application/octet-stream';
  const { asset } = output;
  if (!carriesGraph(output.media)) return { name, media, bytes: (await storage.bytes(asset)) ?? 0, open: () => storage.read(asset) };
  const folder = await storage.workFolder();
  const drop = (): Promise<void> => storage.dropWorkFolder(folder);
  try {
    const { run, signal } = source;
    const comment = run.tier === 'animatic' ? 'Animatic made with Filmloom' : 'Made with Filmloom';
    const file = await embedGraph({ file: await storage.path(asset), graph: run.graph, title: run.name, comment, folder, signal });
    const { size } = await stat(file);
    return { name, media, bytes: size, open: async () => createReadStream(file).on('close', () => void drop()) };
  } catch (error) {
    await drop();
    throw error;
  }
}

function textFile(name: string, output: RunOutput): ExportedFile {
  const [media, text] = textOf(name, output);
  const buffer = Buffer.from(text);
  return { name, media, bytes: buffer.length, open: async () => readableOf(buffer) };
}

function textOf(name: string, { kind, value }: RunOutput): [media: string, text: string] {
  if (kind === 'captions' && name.endsWith('.vtt')) return ['text/vtt; charset=utf-8', formatVtt(captionsSchema.parse(value))];
  if (kind === 'captions') return ['application/x-subrip; charset=utf-8', formatSrt(captionsSchema.parse(value))];
  if (kind === 'text') return ['text/plain; charset=utf-8', `${String(value)}\n`];
  return ['application/json; charset=utf-8', `${JSON.stringify(value, null, 2)}\n`];
}

function readableOf(buffer: Buffer): Readable {
  return Readable.from([buffer]);
}
