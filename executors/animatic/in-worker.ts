import { Worker } from 'node:worker_threads';
import { StepError } from '../errors.ts';

type Report<T> = { readonly fraction: number } | { readonly result: T };

/**
 * Runs the module at `url` in a thread of its own with `task`, so that long sums hold up nobody; resolves with what it
 * reports as its result. Fails with CANCELLED, DISK_FULL or INTERNAL.
 */
export function inWorker<T>(url: URL, task: unknown, signal: AbortSignal, progress?: (fraction: number) => void): Promise<T> {
  const cancelled = (): StepError => new StepError('CANCELLED', 'This step was cancelled. Run it again when you want its result.');
  if (signal.aborted) return Promise.reject(cancelled());
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { workerData: task });
    const stop = (): void => settle(() => reject(cancelled()));
    let settled = false;
    const settle = (end: () => void): void => {
      if (settled) return;
      settled = true;
      signal.removeEventListener('abort', stop);
      worker.terminate().then(end, end);
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (report: Report<T>) => {
      if ('result' in report) settle(() => resolve(report.result));
      else progress?.(report.fraction);
    });
    worker.once('error', (cause) => settle(() => reject(failure(cause))));
    worker.once('exit', (code) => settle(() => reject(failure(new Error(`The thread ended with code ${code}.`)))));
  });
}

function failure(cause: unknown): StepError {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC') {
    return new StepError('DISK_FULL', 'There is no space left on the disk. Free some space, then run this step again.', { cause });
  }
  return new StepError('INTERNAL', 'The sound could not be made. Run the step again; if it fails again, please report it.', { cause });
}
