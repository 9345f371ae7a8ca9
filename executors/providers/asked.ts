import type { Item, Warning } from '#nodes/items.ts';
import { soldSize } from '#nodes/price.ts';
import type { Shot } from '#nodes/values.ts';
import { StepError } from '../errors.ts';
import type { ModelJob } from './contract.ts';

/** What a step asks for, as a model is told it and as it is sold. The same for every provider. */

const motions: Readonly<Record<string, string>> = { subtle: 'Motion: slow and subtle.', dynamic: 'Motion: lively and dynamic.' };

/**
 * The prompt wins over the shot’s own; camera, mood and motion are said in words, where a model has no fields for them. Throws
 * StepError INPUT_INVALID where there are none.
 */
export function wordsOf(job: ModelJob): string {
  const shot = inlineOf<Shot>(job, 'shot');
  const prompt = required((inlineOf<string>(job, 'prompt') || shot?.prompt)?.trim(), 'This model needs words. Connect a prompt or a shot.');
  const said = [
    shot?.camera && !/\bcamera\b/i.test(prompt) ? `Camera: ${shot.camera.replace('-', ' ')}.` : '',
    shot?.mood && !/\bmood\b/i.test(prompt) ? `Mood: ${shot.mood}.` : '',
    motions[job.params.motion as string] ?? '',
  ];
  return [prompt, ...said].filter(Boolean).join(' ');
}

export function inlineOf<T>(job: ModelJob, name: string): T | undefined {
  return (job.reads[name] as Item | undefined)?.value as T | undefined;
}

/** A text that must be there. Throws StepError INPUT_INVALID. */
export function required(text: string | undefined, otherwise: string): string {
  if (!text) throw new StepError('INPUT_INVALID', otherwise);
  return text;
}

/** What the step asks for, else what its shot does, as the step kind has it. */
export function secondsAsked(job: ModelJob): number {
  return (job.params.seconds as number | undefined) ?? inlineOf<Shot>(job, 'shot')?.seconds ?? 5;
}

/** The length that is sold for it. Throws StepError INPUT_INVALID where none is long enough. */
export function secondsSold(job: ModelJob): number {
  const asked = secondsAsked(job);
  const sold = job.row.billedSeconds?.find((seconds) => seconds >= asked);
  if (sold === undefined) throw new StepError('INPUT_INVALID', `${job.row.title} makes no clips of ${asked} s. Ask for a shorter one.`);
  return sold;
}

/** The frame that is sold for the one asked for, else that one. */
export function frameOf({ params, row }: ModelJob): readonly [number, number] {
  const asked = [(params.width as number) ?? 0, (params.height as number) ?? 0] as const;
  return row.sizes ? (soldSize(row, ...asked) ?? (row.sizes[0] as readonly [number, number])) : asked;
}

/** Says that another frame is sold than the one asked for. */
export function frameWarnings(job: ModelJob): Warning[] {
  const { width, height } = job.params as { width?: number; height?: number };
  if (width === undefined || height === undefined || !job.row.sizes) return [];
  const [w, h] = frameOf(job);
  if (w === width && h === height) return [];
  return [sizeNotSold(job, `${w}×${h}`, `${width}×${height}`)];
}

export function sizeNotSold({ row }: ModelJob, made: string, asked: string): Warning {
  return { code: 'SIZE_NOT_SOLD', message: `${row.title} makes ${made}; ${asked} was asked for.` };
}

/** Says that another length is sold than the one asked for. */
export function lengthWarnings(job: ModelJob): Warning[] {
  const [sold, asked] = [secondsSold(job), secondsAsked(job)];
  return sold === asked ? [] : [{ code: 'LENGTH_NOT_SOLD', message: `${job.row.title} is sold by ${sold} s; ${asked} s was asked for.` }];
}

/** Says what of a step has no field in the request. */
export function unsentWarning({ row }: ModelJob, list: readonly string[]): Warning[] {
  return list.length > 0 ? [{ code: 'NOT_SENT', message: `${row.title} cannot be told: ${list.join(', ')}.` }] : [];
}
