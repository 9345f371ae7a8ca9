import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { RunOutput, RunView } from '#server/contract/runs.ts';
import type { Storage } from '#server/storage/contract.ts';
import { exportOutput } from './export-output.ts';
import { safeFileName, uniqueNames } from './file-names.ts';

type Source = { readonly run: Pick<RunView, 'graph' | 'name' | 'tier'>; readonly storage: Storage; readonly signal: AbortSignal };

/** All outputs of a run as one archive, in their order, written while it is read. Captions come as SRT and as VTT. */
export function zipOutputs(outputs: readonly RunOutput[], source: Source): Readable {
  const zip = new ZipFile();
  const unique = uniqueNames();
  for (const output of outputs) {
    const name = safeFileName(output.fileName, `${output.node}-${output.key}`);
    addFile(zip, unique(name), output, source);
    if (output.kind === 'captions') addFile(zip, unique(name.replace(/\.srt$/, '.vtt')), output, source);
  }
  zip.end();
  const stream = zip.outputStream as Readable;
  zip.on('error', (error) => stream.destroy(error));
  return stream;
}

/** Each file is made when its turn comes. Media is compressed already, so it is stored as it is. */
function addFile(zip: ZipFile, name: string, output: RunOutput, source: Source): void {
  zip.addReadStreamLazy(name, { compress: output.asset === undefined }, (give) => {
    exportOutput(output, name, source)
      .then((file) => file.open())
      .then(
        (stream) => give(null, stream),
        (error: Error) => give(error),
      );
  });
}
