import type { Item, Warning } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { seedOf } from '../work.ts';
import { frameOf, frameWarnings, inlineOf, lengthWarnings, required, secondsSold, sizeNotSold, unsentWarning, wordsOf } from './asked.ts';
import type { Json, ModelJob } from './contract.ts';
import { boostedLanguages, dubbedLanguages, type Filling, optimizerStyles, remoteModels, systemVoices } from './wavespeed-models.ts';

/** A field of the request: its value, or the file whose address it takes. Undefined is left out. */
export type Filled = Json | { readonly upload: Item } | undefined;

/** The request of a step in the fields its remote model declares. Throws StepError INPUT_INVALID for what cannot be sold. */
export function requestOf(job: ModelJob): {
  readonly model: string;
  readonly fields: Readonly<Record<string, Filled>>;
  readonly warnings: Warning[];
} {
  const model = job.row.remote ?? '';
  const declared = remoteModels[model];
  if (!declared) throw new StepError('INTERNAL', `The row ${job.row.id} names “${model}”, a model that the adapter does not know.`);
  const fields: Record<string, Filled> = { ...job.row.sends };
  for (const [field, filling] of Object.entries(declared)) fields[field] = fill(filling, job);
  return { model, fields, warnings: warningsOf(job, new Set(Object.values(declared))) };
}

function fill(filling: Filling, job: ModelJob): Filled {
  const { params, row } = job;
  const [width, height] = frameOf(job);
  switch (filling) {
    case 'words':
      return wordsOf(job);
    case 'text':
      return required(inlineOf<string>(job, 'text')?.trim(), 'There are no words to work on. Connect a text.');
    case 'first':
    case 'last':
    case 'audio':
    case 'video':
    case 'reference':
      return fileOf(job, filling);
    case 'strength':
      return fileOf(job, 'reference') && (params.strength as number);
    case 'seed':
      return seedOf(params as { seed: number }, job.take);
    case 'duration':
      return secondsSold(job);
    case 'size':
      return `${width}*${height}`;
    case 'aspect':
      return width >= height ? '16:9' : '9:16';
    case 'width':
      return width;
    case 'height':
      return height;
    case 'voice':
      return voiceOf(params.voice as string, row.title);
    case 'speed':
      return params.speed as number;
    case 'language':
      return dubbedLanguage(params.language as string);
    case 'boost':
      return boostedLanguages.find((name) => name === languageName(params.language as string));
    case 'style':
      return optimizerStyles.find((name) => name === (params.style as string).toLowerCase());
  }
}

function fileOf(job: ModelJob, name: string): { readonly upload: Item } | undefined {
  const item = job.reads[name] as Item | undefined;
  return item && { upload: item };
}

function voiceOf(voice: string, title: string): string {
  if (voice === 'auto') return systemVoices[0] as string;
  if (systemVoices.includes(voice)) return voice;
  throw new StepError('INPUT_INVALID', `${title} has no voice “${voice}”. Choose “auto” or one of: ${systemVoices.join(', ')}.`);
}

function languageName(code: string): string | undefined {
  if (code === 'auto') return undefined;
  const base = code.split('-')[0] ?? code;
  return base === 'tl' || base === 'fil' ? 'Filipino' : new Intl.DisplayNames('en', { type: 'language' }).of(base);
}

function dubbedLanguage(code: string): string {
  const name = dubbedLanguages.find((known) => known === languageName(code));
  if (!name) throw new StepError('INPUT_INVALID', `This model does not dub into “${code}”. Choose another language or model.`);
  return name;
}

/** What of the step does not reach the model, or is sold in another measure. */
function warningsOf(job: ModelJob, filled: ReadonlySet<Filling>): Warning[] {
  return [...unsentWarning(job, unsentOf(job, filled)), ...sizeWarnings(job), ...(filled.has('duration') ? lengthWarnings(job) : [])];
}

function unsentOf({ params, take, row, kind }: ModelJob, filled: ReadonlySet<Filling>): string[] {
  const { seed, fps, voice, language, style } = params;
  const list: string[] = [];
  if (seed !== undefined && !filled.has('seed'))
    list.push(take > 0 ? `its seed (take ${take + 1} is another try all the same)` : 'its seed');
  if (fps !== undefined) list.push(`${fps} frames a second`);
  if (voice !== undefined && voice !== 'auto' && !filled.has('voice')) list.push(`the voice “${voice}”`);
  const spoken = filled.has('boost') && typeof language === 'string' && language !== 'auto';
  if (spoken && !boostedLanguages.includes(languageName(language) ?? '')) list.push(`the language “${language}”`);
  if (style && kind === 'enhance-text' && !optimizerStyles.includes(String(style).toLowerCase())) list.push(`the style “${style}”`);
  return row.kinds.includes(kind) ? list : [];
}

function sizeWarnings(job: ModelJob): Warning[] {
  const { width, height } = job.params as { width?: number; height?: number };
  const { row, kind } = job;
  if (kind === 'upscale')
    return row.maxHeight !== undefined && height !== row.maxHeight ? [sizeNotSold(job, `${row.maxHeight} lines`, `${height}`)] : [];
  if (width === undefined || height === undefined) return [];
  if (row.sizes) return frameWarnings(job);
  const short = Number.parseInt(String(row.sends?.resolution ?? ''), 10);
  return Number.isNaN(short) || short === Math.min(width, height)
    ? []
    : [sizeNotSold(job, `${short}p in the shape of its picture`, `${width}×${height}`)];
}
