import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { formatSrt, formatVtt } from '#nodes/captions-format.ts';
import { captionsSchema } from '#nodes/values.ts';
import type { RunOutput } from '#server/contract/runs.ts';
import type { Storage } from '#server/storage/contract.ts';
import { safeFileName, uniqueNames } from './file-names.ts';

/** All outputs of a run as one archive, in their order, written while it is read. Captions come as SRT and as VTT. */
export function zipOutputs(outputs: readonly RunOutput[], storage: Storage): Readable {
  const zip = new ZipFile();
  const unique = uniqueNames();
  for (const output of outputs) {
    if (output.asset !== undefined)
      addFile(zip, unique(safeFileName(output.fileName, `${output.node}-${output.key}`)), storage, output.asset);
    else for (const { name, text } of textsOf(output)) zip.addBuffer(Buffer.from(text), unique(name));
  }
  zip.end();
  const stream = zip.outputStream as Readable;
  zip.on('error', (error) => stream.destroy(error));
  return stream;
}

/** Media is compressed already, so it is stored as it is. */
function addFile(zip: ZipFile, name: string, storage: Storage, asset: string): void {
  zip.addReadStreamLazy(name, { compress: false }, (give) => {
    storage.read(asset).then(
      (stream) => give(null, stream),
      (error: Error) => give(error),
    );
  });
}

function textsOf(output: RunOutput): { name: string; text: string }[] {
  const stem = safeFileName(output.fileName, `${output.node}-${output.key}`).replace(/\.[A-Za-z0-9]{1,8}$/, '');
  if (output.kind === 'captions') {
    const captions = captionsSchema.parse(output.value);
    return [
      { name: `${stem}.srt`, text: formatSrt(captions) },
      { name: `${stem}.vtt`, text: formatVtt(captions) },
    ];
  }
  if (output.kind === 'shot') return [{ name: `${stem}.json`, text: `${JSON.stringify(output.value, null, 2)}\n` }];
  return [{ name: `${stem}.txt`, text: `${String(output.value ?? '')}\n` }];
}
