import type { Facts } from '#nodes/facts.ts';
import { hashValue } from '#nodes/hash.ts';
import type { Item, Result } from '#nodes/items.ts';
import type { ValueKind } from '#nodes/ports.ts';
import { kindOf, type StepKind } from '#nodes/steps.ts';
import { factsOfValue } from '#nodes/value-facts.ts';
import type { AssetFiles } from './assets.ts';
import { StepError } from './errors.ts';
import { mediaTypeOf } from './ffmpeg/media-type.ts';
import { probe } from './ffmpeg/probe.ts';
import { type LocalKind, recipes } from './recipes.ts';
import type { Outcome, Recipe } from './work.ts';

/** One step to carry out on this machine: plain data but for the way back. */
export type StepJob = {
  readonly kind: StepKind;
  readonly params: Readonly<Record<string, unknown>>;
  readonly take: number;
  readonly reads: Readonly<Record<string, Item | readonly Item[]>>;
  readonly signal: AbortSignal;
  progress(fraction: number, note?: string): void;
};

const fileKinds: ReadonlySet<ValueKind> = new Set(['image', 'video', 'audio']);

/**
 * Carries out one step: opens what it reads, runs its recipe in a private folder, measures what came out and stores it.
 * Throws StepError; whatever else goes wrong becomes one with code INTERNAL.
 */
export async function runStep(job: StepJob, files: AssetFiles): Promise<Result> {
  const folder = await files.workFolder();
  try {
    const reads = await openReads(job, files);
    const recipe = recipes[job.kind as LocalKind] as Recipe<StepKind> | undefined;
    if (!recipe) throw new StepError('INTERNAL', `“${kindOf(job.kind).title}” is not done by a machine.`);
    const { params, take, signal, progress } = job;
    const outcome = await recipe({ params, take, signal, progress, folder, reads } as never);
    signal.throwIfAborted();
    return await takeOver(job, outcome, files);
  } catch (error) {
    throw asStepError(error, job.signal);
  } finally {
    await files.dropWorkFolder(folder);
  }
}

async function openReads(job: StepJob, files: AssetFiles): Promise<Record<string, unknown>> {
  const open = async (kind: ValueKind, { hash, facts, key, value }: Item) =>
    fileKinds.has(kind) ? { path: await files.path(hash), hash, facts, key } : { value, hash, facts, key };
  const reads: Record<string, unknown> = {};
  for (const [name, port] of Object.entries(kindOf(job.kind).reads)) {
    const read = job.reads[name];
    if (port.count === 'many') reads[name] = await Promise.all(((read ?? []) as readonly Item[]).map((item) => open(port.kind, item)));
    else if (read) reads[name] = await open(port.kind, read as Item);
  }
  return reads;
}

type Given = { file?: string; value?: unknown; facts?: Facts; key?: string };

/** Measures and stores what was made for a step, and checks that it is what was promised. */
export async function takeOver(job: StepJob, { gives, warnings }: Outcome, files: AssetFiles): Promise<Result> {
  const items: Record<string, Item | Item[]> = {};
  for (const [name, port] of Object.entries(kindOf(job.kind).gives)) {
    const given = (gives as Record<string, Given | readonly Given[]>)[name];
    if (!given) throw new StepError('INTERNAL', `“${kindOf(job.kind).title}” gave no ${name}.`);
    if (port.count !== 'many') {
      items[name] = await itemFrom(port.kind, given as Given, files, job.signal);
      continue;
    }
    const list: Item[] = [];
    for (const one of given as readonly Given[]) list.push(await itemFrom(port.kind, one, files, job.signal));
    checkLength(job, name, list.length);
    items[name] = list;
  }
  return warnings?.length ? { items, warnings } : { items };
}

async function itemFrom(kind: ValueKind, given: Given, files: AssetFiles, signal: AbortSignal): Promise<Item> {
  const key = given.key === undefined ? {} : { key: given.key };
  if (given.file === undefined)
    return { hash: hashValue(kind, given.value), facts: given.facts ?? factsOfValue(kind, given.value), value: given.value, ...key };
  const info = await probe(given.file, signal);
  const { facts } = info;
  const media = mediaTypeOf(info);
  const { id, bytes } = await files.keep(given.file, { kind, media, facts });
  return { hash: id, facts, bytes, media, ...key };
}

/** Layouts rely on a promised length: a step that breaks it must not go unnoticed. */
function checkLength(job: StepJob, name: string, length: number): void {
  const facts: Record<string, Facts | Facts[]> = {};
  for (const [read, item] of Object.entries(job.reads))
    facts[read] = Array.isArray(item) ? item.map((one: Item) => one.facts) : (item as Item).facts;
  for (const [read, port] of Object.entries(kindOf(job.kind).reads)) if (port.count === 'many') facts[read] ??= [];
  const promise = (end: 0 | 1): number => {
    const world = {
      count: (least: number, most: number) => (end ? most : least),
      amount: (least: number, most: number) => (end ? most : least),
    };
    return (
      (kindOf(job.kind).facts({ params: job.params as never, reads: facts as never, world }) as Record<string, Facts[]>)[name]?.length ?? 0
    );
  };
  const [least, most] = [promise(0), promise(1)];
  if (length < least || length > most) {
    throw new StepError(
      'LIST_LENGTH',
      `“${kindOf(job.kind).title}” promised ${least === most ? least : `${least} to ${most}`} ${name} and made ${length}. Run it again.`,
    );
  }
}

function asStepError(error: unknown, signal: AbortSignal): StepError {
  if (signal.aborted) return new StepError('CANCELLED', 'Stopped.', { cause: error });
  if (error instanceof StepError) return error;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return new StepError('DISK_FULL', 'There is no space left on the disk. Free some and retry.', { cause: error });
  return new StepError(
    'INTERNAL',
    `Something in Filmloom went wrong: ${message ?? String(error)}. Retry; if it happens again, report it with the log.`,
    { detail: stack, cause: error },
  );
}
