import { Worker } from 'node:worker_threads';
import { StepError } from '../../errors.ts';
import type { Message, Task } from './messages.ts';

/** A thread that draws, so that the server stays responsive. */
export type DrawingThread = {
  /** The next message. Rejects with CANCELLED when the work is aborted, with INTERNAL when the thread fails. */
  next(): Promise<Message>;
  /** Gives a written frame's memory back. */
  recycle(frame: Uint8Array<ArrayBuffer>): void;
  /** Ends the thread at once, wherever it is. */
  end(): Promise<void>;
};

const cancelled = () => new StepError('CANCELLED', 'This step was cancelled. Run it again when you want its result.');
const broken = (cause: unknown) =>
  new StepError('INTERNAL', 'The animatic could not be drawn. Run the step again; if it fails again, please report it with its words.', {
    cause,
    detail: cause instanceof Error ? cause.stack : String(cause),
  });

/** Starts a thread on a task. */
export function startDrawing(task: Task, signal: AbortSignal): DrawingThread {
  if (signal.aborted) throw cancelled();
  const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { workerData: task });
  const messages: Message[] = [];
  let failure: StepError | undefined;
  let wake: (() => void) | undefined;
  const stir = (): void => {
    wake?.();
    wake = undefined;
  };
  const fail = (error: StepError): void => {
    failure ??= error;
    stir();
  };
  const abort = (): void => {
    fail(cancelled());
    void worker.terminate();
  };
  signal.addEventListener('abort', abort, { once: true });
  worker.on('message', (message: Message) => {
    messages.push(message);
    stir();
  });
  worker.once('error', (cause) => fail(broken(cause)));
  worker.once('exit', () => fail(broken(new Error('The drawing thread ended early.'))));
  return {
    async next() {
      while (messages.length === 0 && !failure)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const message = failure?.code === 'CANCELLED' ? undefined : messages.shift();
      if (message) return message;
      throw failure ?? cancelled();
    },
    recycle: (frame) => worker.postMessage(frame, [frame.buffer]),
    async end() {
      signal.removeEventListener('abort', abort);
      await worker.terminate();
    },
  };
}
