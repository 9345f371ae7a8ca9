import { z } from 'zod';
import type { AssetFiles } from '#executors/assets.ts';
import { StepError } from '#executors/errors.ts';
import { probe, requireKind } from '#executors/ffmpeg/probe.ts';
import { takeOver } from '#executors/run-step.ts';
import type { AgentOutcome, Given } from '#gpu-agents/protocol.ts';
import type { Result } from '#nodes/items.ts';
import type { ValueKind } from '#nodes/ports.ts';
import { kindOf } from '#nodes/steps.ts';
import { captionsSchema, shotSchema } from '#nodes/values.ts';
import type { Task } from '#server/queue/contract.ts';
import { filesOf } from '#server/runs/files-of.ts';
import type { Storage } from '#server/storage/contract.ts';
import type { AssetStore } from '#server/store/contract.ts';

export type Succeeded = Extract<AgentOutcome, { type: 'succeeded' }>;
type ResultParts = { readonly storage: Storage; readonly assets: AssetStore; readonly now: () => string };

const values: Partial<Record<ValueKind, z.ZodType>> = {
  text: z.string(),
  number: z.number(),
  shot: shotSchema,
  captions: captionsSchema,
};

/** Files of a report that have not arrived. */
export async function missingFiles({ gives }: Succeeded, storage: Storage): Promise<string[]> {
  const ids = Object.values(gives)
    .flat()
    .flatMap((given) => ('sha256' in given ? [given.sha256] : []));
  const found = await Promise.all(ids.map((id) => storage.bytes(id)));
  return [...new Set(ids.filter((_, index) => found[index] === undefined))];
}

/**
 * Measures what an agent has made as if it had been made here: what the agent says of its files is not believed. Throws
 * StepError where it is not what the step promises.
 */
export async function resultOf({ gives, warnings }: Succeeded, task: Task, parts: ResultParts): Promise<Result> {
  const { workspaceId, userId, job } = task;
  const ids = new Map<string, string>();
  const stored: Storage = {
    ...parts.storage,
    put: async (file) => {
      const id = ids.get(file) as string;
      return { id, bytes: (await parts.storage.bytes(id)) as number };
    },
  };
  const files: AssetFiles = filesOf(stored, parts.assets, { workspaceId, userId, name: job.name }, parts.now);
  const made: Record<string, unknown> = {};
  for (const [name, port] of Object.entries(kindOf(job.kind).gives)) {
    const given = gives[name];
    if (given === undefined) throw notPromised(`it lacks “${name}”`);
    const take = (one: Given) => taken(one, port.kind, parts.storage, ids);
    made[name] = Array.isArray(given) ? await Promise.all(given.map(take)) : await take(given);
    if ((port.count === 'many') !== Array.isArray(given)) throw notPromised(`“${name}” has the wrong number`);
  }
  const { kind, params, take, reads } = job;
  const signal = new AbortController().signal;
  return takeOver({ kind, params, take, reads, signal, progress() {} }, { gives: made as never, warnings }, files);
}

async function taken(given: Given, kind: ValueKind, storage: Storage, ids: Map<string, string>): Promise<unknown> {
  const key = given.key === undefined ? {} : { key: given.key };
  const schema = values[kind];
  if ('sha256' in given) {
    if (schema) throw notPromised(`a ${kind} is not a file`);
    const file = await storage.path(given.sha256);
    if (kind === 'image' || kind === 'video' || kind === 'audio') requireKind(await probe(file), kind);
    ids.set(file, given.sha256);
    return { file, ...key };
  }
  const parsed = schema?.safeParse(given.value);
  if (!parsed?.success) throw notPromised(`what it gave is no ${kind}`);
  return { value: parsed.data, ...(given.facts ? { facts: given.facts } : {}), ...key };
}

function notPromised(why: string): StepError {
  return new StepError('TOOL_FAILED', `An agent sent a result that cannot be used: ${why}. Look into the runner of this model.`);
}
