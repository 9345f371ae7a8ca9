import type { Item, Warning } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { frameOf, frameWarnings, lengthWarnings, secondsSold, unsentWarning, wordsOf } from './asked.ts';
import type { JsonObject, ModelJob } from './contract.ts';
import { base64Of, demandBytes } from './inline-file.ts';

/** A request ready to send: the model’s own name, and the body that is sent to it. */
export type Request = { readonly model: string; readonly body: JsonObject };

/** A request may hold 20 MB, of which pictures become a third larger. */
const mostBytes = 14_000_000;
const pictures: ReadonlySet<unknown> = new Set(['image/png', 'image/jpeg', 'image/webp']);

/** The request of a step. Throws StepError: INPUT_INVALID for what cannot be sold, MEDIA_TOO_LARGE. */
export async function requestOf(job: ModelJob): Promise<{ readonly request: Request; readonly warnings: Warning[] }> {
  const { remote: model = '', sends = {} } = job.row;
  const [first, last] = [job.reads.first as Item | undefined, job.reads.last as Item | undefined];
  if (last && !first)
    throw new StepError('INPUT_INVALID', `${job.row.title} takes a last frame only after a first. Connect a first frame.`);
  await demandBytes(job, [...(first ? [first] : []), ...(last ? [last] : [])], mostBytes);
  const [width, height] = frameOf(job);
  const instance = {
    prompt: wordsOf(job),
    ...(first && { image: await inside(first, job) }),
    ...(last && { lastFrame: await inside(last, job) }),
  };
  const parameters = { aspectRatio: width >= height ? '16:9' : '9:16', durationSeconds: secondsSold(job), ...sends };
  const warnings = [...unsentWarning(job, unsentOf(job)), ...frameWarnings(job), ...lengthWarnings(job)];
  return { request: { model, body: { instances: [instance], parameters } }, warnings };
}

async function inside(item: Item, job: ModelJob): Promise<JsonObject> {
  if (!pictures.has(item.media))
    throw new StepError('INPUT_INVALID', `${job.row.title} takes pictures as PNG, JPEG or WebP; this is ${item.media}. Connect another.`);
  return { bytesBase64Encoded: await base64Of(item, job), mimeType: item.media ?? '' };
}

/** It always makes 24 frames a second. */
function unsentOf({ params, take }: ModelJob): string[] {
  const seed = take > 0 ? `its seed (take ${take + 1} is another try all the same)` : 'its seed';
  return params.fps === undefined || params.fps === 24 ? [seed] : [seed, `${params.fps} frames a second`];
}
