import { openAsBlob } from 'node:fs';
import type { Item } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { endingOf } from '../ffmpeg/media-type.ts';
import type { Access, ModelJob } from './contract.ts';
import { asked } from './runway-http.ts';
import { ask, objectOf } from './service.ts';
import { mayReceive, sendFile } from './upload.ts';

const mostBytes = 200_000_000;

/** Uploads a file that the step reads and gives the address that a request names it by. Free; kept there for 24 hours. */
export async function uploaded(item: Item, job: ModelJob, access: Access): Promise<string> {
  const media = item.media ?? 'application/octet-stream';
  const blob = await openAsBlob(await job.path(item.hash), { type: media });
  if (blob.size > mostBytes) throw new StepError('MEDIA_TOO_LARGE', 'Runway takes files of up to 200 MB. Connect a smaller one.');
  const filename = `${item.hash.slice(0, 16)}.${endingOf(media)}`;
  const slot = objectOf((await ask(asked, { method: 'POST', path: '/v1/uploads', body: { filename, type: 'ephemeral' } }, access)).body);
  const { uploadUrl, fields, runwayUri } = slot ?? {};
  if (typeof runwayUri !== 'string' || !runwayUri.startsWith('runway://') || !mayReceive(uploadUrl, access.baseUrl))
    throw new StepError('PROVIDER_REFUSED', 'Runway gave no usable address for an upload. Retry; if it happens again, report it.');
  const form = new FormData();
  for (const [name, value] of Object.entries(objectOf(fields) ?? {})) form.append(name, String(value));
  // What signs the form must come before the file.
  form.append('file', blob, filename);
  await sendFile('Runway', uploadUrl, { method: 'POST', body: form }, access);
  return runwayUri;
}
