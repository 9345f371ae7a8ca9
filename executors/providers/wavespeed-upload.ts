import { openAsBlob } from 'node:fs';
import type { Item } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { endingOf } from '../ffmpeg/media-type.ts';
import type { Access, ModelJob } from './contract.ts';
import { cannotReach } from './http.ts';
import { readAnswer } from './service.ts';
import { refusalOf } from './wavespeed-answer.ts';
import { ask, service } from './wavespeed-http.ts';

type Ticket = { readonly download_url?: unknown; readonly upload?: { readonly url?: unknown; readonly headers?: Record<string, string> } };

/** Uploads a file that the step reads and gives the address under which the service finds it. Free; kept there for 7 days. */
export async function uploaded(item: Item, job: ModelJob, access: Access): Promise<string> {
  const media = item.media ?? 'application/octet-stream';
  const blob = await openAsBlob(await job.path(item.hash), { type: media });
  const body = { filename: `${item.hash.slice(0, 16)}.${endingOf(media)}`, size: blob.size, content_type: media };
  const ticket = (await ask({ method: 'POST', path: '/api/v3/media/uploads', body }, access)) as Ticket;
  const { download_url: address, upload } = ticket;
  if (typeof address !== 'string' || typeof upload?.url !== 'string' || !mayReceive(upload.url, access.baseUrl))
    throw new StepError('PROVIDER_REFUSED', 'WaveSpeed gave no usable address for an upload. Retry; if it happens again, report it.');
  await put(blob, upload.url, upload.headers ?? {}, access.signal);
  return address;
}

/** Files of a film go over encrypted connections only, but to an address that was set on purpose. */
function mayReceive(target: string, baseUrl: string): boolean {
  return URL.canParse(target) && (new URL(target).protocol === 'https:' || new URL(target).origin === new URL(baseUrl).origin);
}

async function put(body: Blob, target: string, headers: Record<string, string>, signal: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(target, { method: 'PUT', body, headers, signal, redirect: 'error' });
  } catch (thrown) {
    signal.throwIfAborted();
    throw cannotReach(service.title, thrown);
  }
  if (!response.ok) throw refusalOf(await readAnswer(response));
  await response.arrayBuffer();
}
