import { openAsBlob } from 'node:fs';
import type { Item } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { endingOf } from '../ffmpeg/media-type.ts';
import type { Access, ModelJob } from './contract.ts';
import { mayReceive, sendFile } from './upload.ts';
import { ask } from './wavespeed-http.ts';

type Ticket = { readonly download_url?: unknown; readonly upload?: { readonly url?: unknown; readonly headers?: Record<string, string> } };

/** Uploads a file that the step reads and gives the address under which the service finds it. Free; kept there for 7 days. */
export async function uploaded(item: Item, job: ModelJob, access: Access): Promise<string> {
  const media = item.media ?? 'application/octet-stream';
  const blob = await openAsBlob(await job.path(item.hash), { type: media });
  const body = { filename: `${item.hash.slice(0, 16)}.${endingOf(media)}`, size: blob.size, content_type: media };
  const ticket = (await ask({ method: 'POST', path: '/api/v3/media/uploads', body }, access)) as Ticket;
  const { download_url: address, upload } = ticket;
  if (typeof address !== 'string' || !mayReceive(upload?.url, access.baseUrl))
    throw new StepError('PROVIDER_REFUSED', 'WaveSpeed gave no usable address for an upload. Retry; if it happens again, report it.');
  await sendFile('WaveSpeed', upload.url, { method: 'PUT', body: blob, headers: upload.headers ?? {} }, access);
  return address;
}
