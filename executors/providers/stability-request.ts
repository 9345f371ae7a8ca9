import type { Item, Warning } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { seedOf } from '../work.ts';
import { frameOf, frameWarnings, sizeNotSold, wordsOf } from './asked.ts';
import type { Json, ModelJob } from './contract.ts';
import { base64Of, demandBytes } from './inline-file.ts';

/** A file as it waits to go into a form. */
type Inside = { readonly base64: string; readonly media: string };
/** A request ready to send: where to, and the fields of its form. */
export type Request = { readonly path: string; readonly fields: Readonly<Record<string, Json>> };

/** A whole request may hold 10 MiB. */
const mostBytes = 10_000_000;
const leastPixels = 4_096;
const mostPixels = 9_437_184;
const leastSide = 64;
const pictures: ReadonlySet<unknown> = new Set(['image/png', 'image/jpeg', 'image/webp']);
const shapes = ['16:9', '1:1', '21:9', '2:3', '3:2', '4:5', '5:4', '9:16', '9:21'] as const;

export function isInside(value: Json | undefined): value is Inside {
  return typeof value === 'object' && value !== null && 'base64' in value;
}

/** The request of a step. Throws StepError: INPUT_INVALID for what cannot be sold, MEDIA_TOO_LARGE. */
export async function requestOf(job: ModelJob): Promise<{ readonly request: Request; readonly warnings: Warning[] }> {
  const { remote: path = '', sends = {} } = job.row;
  const [reference, mask] = [job.reads.reference as Item | undefined, job.reads.mask as Item | undefined];
  const read = [reference, mask].filter((item) => item !== undefined);
  for (const item of read) demandPicture(job, item);
  await demandBytes(job, read, mostBytes);
  const fields = {
    prompt: wordsOf(job),
    // 0 would mean any.
    seed: seedOf(job.params as { seed: number }, job.take) || 1,
    output_format: 'png',
    ...sends,
    ...(await formOf(job, path, reference, mask)),
  };
  return { request: { path, fields }, warnings: warningsOf(job, reference) };
}

async function formOf(
  job: ModelJob,
  path: string,
  reference: Item | undefined,
  mask: Item | undefined,
): Promise<Readonly<Record<string, Json>>> {
  if (path === 'edit/inpaint') {
    if (!reference || !mask) throw new StepError('INPUT_INVALID', `${job.row.title} needs a reference and a mask. Connect both.`);
    return { image: await inside(reference, job), mask: await inside(mask, job) };
  }
  if (!reference) return { mode: 'text-to-image', aspect_ratio: shapeOf(job) };
  return { mode: 'image-to-image', image: await inside(reference, job), strength: job.params.strength as number };
}

async function inside(item: Item, job: ModelJob): Promise<Inside> {
  return { base64: await base64Of(item, job), media: item.media ?? '' };
}

function demandPicture({ row }: ModelJob, { media, facts: { width = 0, height = 0 } }: Item): void {
  if (!pictures.has(media))
    throw new StepError('INPUT_INVALID', `${row.title} takes pictures as PNG, JPEG or WebP; this is ${media}. Connect another.`);
  const pixels = width * height;
  if (pixels < leastPixels || pixels > mostPixels || Math.min(width, height) < leastSide)
    throw new StepError(
      'INPUT_INVALID',
      `${row.title} takes pictures of 64 px a side to 9.4 megapixels; this is ${width}×${height}. Connect another.`,
    );
}

/** The nearest that there is. */
function shapeOf(job: ModelJob): string {
  const [width, height] = frameOf(job);
  const off = (shape: string): number => {
    const [w = 1, h = 1] = shape.split(':').map(Number);
    return Math.abs(Math.log((w * height) / (h * width)));
  };
  return shapes.toSorted((a, b) => off(a) - off(b))[0] as string;
}

/** A picture after another has its size. */
function warningsOf(job: ModelJob, reference: Item | undefined): Warning[] {
  if (!reference) return frameWarnings(job);
  const { width, height } = job.params as { width: number; height: number };
  const made = reference.facts;
  return made.width === width && made.height === height
    ? []
    : [sizeNotSold(job, `the size of its reference, ${made.width}×${made.height}`, `${width}×${height}`)];
}
