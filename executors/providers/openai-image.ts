import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Item, Warning } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { inputArgs } from '../ffmpeg/input.ts';
import { endingOf } from '../ffmpeg/media-type.ts';
import { probe, requireKind } from '../ffmpeg/probe.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { inlineOf, required, sizeNotSold, unsentWarning } from './asked.ts';
import type { ModelJob } from './contract.ts';
import type { Call, Part } from './openai-http.ts';

/** What is made: sides in steps of 16 pixels, a shape of 1:3 to 3:1, and neither too few nor too many pixels. */
const step = 16;
const fewestPixels = 655_360;
const longestSide = 3840;
const mostPixels = 3840 * 2160;
const mostWords = 32_000;
const taken: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp']);
const mostBytes = 50_000_000;

/** The frame that is made for the one asked for: the nearest one of its shape that is large enough. */
function imageFrame(width: number, height: number): readonly [number, number] {
  const ratio = width / height;
  if (ratio > 3 || ratio < 1 / 3)
    throw new StepError('INPUT_INVALID', `This model makes pictures up to 3:1; this asks for ${width}×${height}. Choose another aspect.`);
  const larger = Math.max(1, Math.sqrt(fewestPixels / (width * height)));
  const smaller = Math.min(1, longestSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
  const side = (pixels: number): number => (larger > 1 ? Math.ceil : Math.round)((pixels * larger * smaller) / step) * step;
  return [Math.min(longestSide, side(width)), Math.min(longestSide, side(height))];
}

/** The request for a picture, from words alone or from a reference, with or without a mask. */
export async function imageCall(job: ModelJob, model: string): Promise<{ call: Call; warnings: Warning[] }> {
  const { params, reads, row } = job;
  const prompt = required(inlineOf<string>(job, 'prompt')?.trim(), 'The prompt is empty: write what the picture shows.');
  if (prompt.length > mostWords)
    throw new StepError(
      'INPUT_INVALID',
      `${row.title} takes prompts up to ${mostWords} characters; this one has ${prompt.length}. Shorten it.`,
    );
  const asked = [params.width as number, params.height as number] as const;
  const [width, height] = imageFrame(...asked);
  const fields = { model, prompt, size: `${width}x${height}`, output_format: 'png', n: 1, ...row.sends };
  const reference = reads.reference as Item | undefined;
  const unsent = ['its seed', ...(reference ? ['how far the picture may leave its reference'] : [])];
  const warnings = [
    ...unsentWarning(job, unsent),
    ...(width === asked[0] && height === asked[1] ? [] : [sizeNotSold(job, `${width}×${height}`, asked.join('×'))]),
    ...(reads.mask && !reference ? [maskAlone] : []),
  ];
  if (!reference) return { call: { path: '/images/generations', gives: 'json', body: fields }, warnings };
  const values = Object.entries(fields).map(([name, value]): Part => ({ name, value: String(value) }));
  return { call: { path: '/images/edits', gives: 'json', form: [...values, ...(await picturesOf(job, reference))] }, warnings };
}

const maskAlone: Warning = {
  code: 'INPUT_IGNORED',
  message: 'The mask was not used: there is no reference picture that it could belong to.',
};

async function picturesOf(job: ModelJob, reference: Item): Promise<Part[]> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-picture-'));
  try {
    const path = await job.path(reference.hash);
    const size = requireKind(await probe(path), 'image').facts;
    const mask = job.reads.mask as Item | undefined;
    const picture = await pictureOf(path, reference, folder);
    if (!mask) return [picture];
    return [picture, await maskOf(await job.path(mask.hash), { width: size.width ?? 1, height: size.height ?? 1 }, folder)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pictureOf(path: string, { media = '', bytes = 0 }: Item, folder: string): Promise<Part> {
  const fits = taken.has(media) && bytes < mostBytes;
  const file = fits ? path : join(folder, 'reference.png');
  if (!fits) {
    const args = [...inputArgs(path, (await probe(path)).format), '-frames:v', '1', file];
    await runFfmpeg({ args, folder, signal: new AbortController().signal });
  }
  const type = fits ? media : 'image/png';
  return { name: 'image', filename: `reference.${endingOf(type)}`, media: type, base64: (await readFile(file)).toString('base64') };
}

/** Ours is light where the picture may change; theirs has the size of the picture and is clear there. */
async function maskOf(path: string, { width, height }: { width: number; height: number }, folder: string): Promise<Part> {
  const file = join(folder, 'mask.png');
  const info = requireKind(await probe(path), 'image');
  const graph = `[0:v]scale=${width}:${height}:flags=bicubic,format=gray,negate[keep];color=black:size=${width}x${height}:rate=1[ink];[ink]format=rgba[sheet];[sheet][keep]alphamerge[out]`;
  const args = [...inputArgs(path, info.format), '-filter_complex', graph, '-map', '[out]', '-frames:v', '1', '-pix_fmt', 'rgba', file];
  await runFfmpeg({ args, folder, signal: new AbortController().signal });
  return { name: 'mask', filename: 'mask.png', media: 'image/png', base64: (await readFile(file)).toString('base64') };
}
