declare module 'yazl' {
  import type { EventEmitter } from 'node:events';

  type Options = { compress?: boolean; mtime?: Date; mode?: number };

  /** Writes an archive in the order of the calls while `outputStream` is read. */
  export class ZipFile extends EventEmitter {
    readonly outputStream: NodeJS.ReadableStream;
    addBuffer(buffer: Buffer, name: string, options?: Options): void;
    addReadStreamLazy(
      name: string,
      options: Options,
      open: (give: (error: Error | null, stream?: NodeJS.ReadableStream) => void) => void,
    ): void;
    end(): void;
  }
}
