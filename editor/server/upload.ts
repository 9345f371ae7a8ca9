import { z } from 'zod';
import { valueKinds } from '#nodes/ports.ts';
import { errorSchema } from '#server/contract/problems.ts';
import { ApiError, OfflineError } from './api-error.ts';
import { urlOf } from './http.ts';

const answer = z.object({ id: z.string(), kind: z.enum(valueKinds) });
export type Uploaded = z.infer<typeof answer>;
export type UploadOptions = { signal?: AbortSignal /** 0 to 1. */; onProgress?(fraction: number): void };

/** Puts a file into the library and says how far it has come. Throws ApiError where it is refused, OfflineError where nothing answers. */
export function uploadFile(file: File, { signal, onProgress }: UploadOptions = {}): Promise<Uploaded> {
  // fetch cannot tell how much of a body has left
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = () => reject(new OfflineError());
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.open('POST', urlOf('/assets'));
    request.setRequestHeader('accept', 'application/json');
    request.send(form);
  });
}

function settle(request: XMLHttpRequest, resolve: (uploaded: Uploaded) => void, reject: (error: Error) => void): void {
  const body = readJson(request.responseText);
  const uploaded = answer.safeParse(body);
  if (request.status < 300 && uploaded.success) resolve(uploaded.data);
  else reject(refusalOf(request, body));
}

function refusalOf({ status, statusText }: XMLHttpRequest, body: unknown): ApiError {
  const problem = errorSchema.safeParse(body);
  return new ApiError(problem.success ? problem.data : { status, code: 'HTTP', detail: `The server answered ${status} ${statusText}.` });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
