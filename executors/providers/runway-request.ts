import type { Item, Warning } from '#nodes/items.ts';
import { StepError } from '../errors.ts';
import { seedOf } from '../work.ts';
import { frameOf, frameWarnings, inlineOf, lengthWarnings, secondsSold, unsentWarning, wordsOf } from './asked.ts';
import type { Access, Json, JsonObject, ModelJob } from './contract.ts';
import { uploaded } from './runway-upload.ts';

/** A request ready to send: where to, the fields that its model declares, and what the step gets from it. */
export type Request = { readonly path: string; readonly body: JsonObject; readonly gives: string };

/** The pictures that a model takes, and whether it can do without words. */
type Model = { readonly pictures?: 'first' | 'ends' | 'references'; readonly wordless?: true };

/** By endpoint and model. All of them take words, a ratio and a seed; clips take a length. */
const models: Readonly<Record<string, Model>> = {
  'image_to_video/gen4_turbo': { pictures: 'first', wordless: true },
  'image_to_video/gen4.5': { pictures: 'first' },
  'text_to_video/gen4.5': {},
  'image_to_video/veo3.1': { pictures: 'ends' },
  'text_to_video/veo3.1': {},
  'image_to_video/veo3.1_fast': { pictures: 'ends' },
  'text_to_video/veo3.1_fast': {},
  'text_to_image/gen4_image': { pictures: 'references' },
  'text_to_image/gen4_image_turbo': { pictures: 'references' },
};

/** The request of a step; what it reads is uploaded. Throws StepError INPUT_INVALID for what cannot be sold. */
export async function requestOf(job: ModelJob, access: Access): Promise<{ readonly request: Request; readonly warnings: Warning[] }> {
  const { remote = '' } = job.row;
  const declared = models[remote];
  if (!declared) throw new StepError('INTERNAL', `The row ${job.row.id} names “${remote}”, a model that the adapter does not know.`);
  const [path, model] = remote.split('/') as [string, string];
  const clip = job.kind === 'make-video';
  const words = declared.wordless && !inlineOf(job, 'prompt') && !inlineOf(job, 'shot') ? undefined : wordsOf(job);
  const body: JsonObject = {
    model,
    ...(words !== undefined && { promptText: words }),
    ratio: frameOf(job).join(':'),
    ...(clip && { duration: secondsSold(job) }),
    seed: seedOf(job.params as { seed: number }, job.take),
    ...job.row.sends,
    ...(await picturesOf(declared, job, access)),
  };
  const warnings = [...unsentWarning(job, unsentOf(job)), ...frameWarnings(job), ...(clip ? lengthWarnings(job) : [])];
  return { request: { path, body, gives: clip ? 'video' : 'image' }, warnings };
}

async function picturesOf({ pictures }: Model, job: ModelJob, access: Access): Promise<Readonly<Record<string, Json>>> {
  const uriOf = async (name: string): Promise<string | undefined> => {
    const item = job.reads[name] as Item | undefined;
    return item && uploaded(item, job, access);
  };
  if (pictures === undefined) return {};
  if (pictures === 'references') {
    const uri = await uriOf('reference');
    return uri === undefined ? {} : { referenceImages: [{ uri }] };
  }
  const [first, last] = [await uriOf('first'), pictures === 'ends' ? await uriOf('last') : undefined];
  if (first === undefined) throw new StepError('INPUT_INVALID', `${job.row.title} begins with a picture. Connect a first frame.`);
  const ends = last === undefined ? [] : [{ uri: last, position: 'last' }];
  return { promptImage: [{ uri: first, position: 'first' }, ...ends] };
}

function unsentOf({ params, reads }: ModelJob): string[] {
  const list: string[] = [];
  if (params.fps !== undefined) list.push(`${params.fps} frames a second`);
  if (reads.reference) list.push('how far the picture may leave its reference');
  return list;
}
