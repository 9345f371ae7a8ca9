import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StepError } from '#executors/errors.ts';
import type { Item, Result } from '#nodes/items.ts';
import type { StepKind } from '#nodes/steps.ts';
import type { Connection } from './connection.ts';
import { type AgentOutcome, type Given, type InputFile, type Lease, mostMessageBytes } from './protocol.ts';
import type { Runner, RunnerJob } from './runners/contract.ts';
import type { StateFolder } from './state-folder.ts';
import { AddressRefused, download } from './transfer.ts';

export type JobParts = {
  readonly runner: Runner;
  readonly state: StateFolder;
  readonly connection: Connection;
  readonly server: string;
  readonly gpus: readonly string[];
  readonly signal: AbortSignal;
};

/** Carries out what a lease asks for: brings the inputs here, has the runner work, and says what became of it. Never throws. */
export async function carryOut(lease: Lease, parts: JobParts): Promise<AgentOutcome> {
  const { state, signal } = parts;
  const folder = await state.newWorkFolder();
  try {
    const inputs = join(folder, 'inputs');
    await mkdir(inputs, { mode: 0o700 });
    await bringInputs(lease, inputs, parts);
    const result = await parts.runner.run(jobOf(lease, parts), state.files(inputs));
    return outcomeOf(result);
  } catch (error) {
    if (signal.aborted) return { type: 'stopped' };
    return failureOf(error);
  } finally {
    await state.files('').dropWorkFolder(folder);
  }
}

async function bringInputs(lease: Lease, folder: string, parts: JobParts): Promise<void> {
  for (const input of lease.inputs) await bring(input, join(folder, input.sha256), lease, parts);
}

/** An address that has expired is asked for anew. */
async function bring(input: InputFile, file: string, { ticket }: Lease, { connection, server, signal }: JobParts): Promise<void> {
  const way = { server, signal };
  await download(input, file, way).catch(async (error: unknown) => {
    if (!(error instanceof AddressRefused)) throw error;
    const { files } = await connection.request('inputs', { ticket });
    await download(files.find(({ sha256 }) => sha256 === input.sha256) ?? input, file, way);
  });
}

function jobOf({ lease, job }: Lease, { gpus, signal, connection }: JobParts): RunnerJob {
  let seq = 0;
  let lastMs = 0;
  return {
    lease,
    kind: job.kind as StepKind,
    params: job.params,
    take: job.take,
    reads: job.reads as RunnerJob['reads'],
    gpus,
    signal,
    progress(fraction, note) {
      const nowMs = performance.now();
      if (nowMs - lastMs < 200) return;
      lastMs = nowMs;
      seq += 1;
      const short = note === undefined ? {} : { note: note.slice(0, 300) };
      connection.send('progress', { lease, seq, fraction: Math.min(Math.max(fraction, 0), 1), ...short });
    },
  };
}

function outcomeOf({ items, warnings = [] }: Result): AgentOutcome {
  const given = ({ hash, bytes, value, facts, key }: Item): Given => {
    const named = key === undefined ? {} : { key };
    return value === undefined ? { sha256: hash, bytes: bytes as number, ...named } : { value, facts: { ...facts }, ...named };
  };
  const gives: Record<string, Given | Given[]> = {};
  for (const [name, item] of Object.entries(items)) gives[name] = Array.isArray(item) ? item.map(given) : given(item as Item);
  const outcome: AgentOutcome = { type: 'succeeded', gives, warnings: [...warnings] };
  if (Buffer.byteLength(JSON.stringify(outcome)) > mostMessageBytes)
    throw new StepError('MEDIA_TOO_LARGE', 'The texts that this step made are too large to be sent. Make it for a shorter film.');
  return outcome;
}

function failureOf(error: unknown): AgentOutcome {
  if (!(error instanceof StepError)) {
    const { message, stack } = error as Error;
    return {
      type: 'failed',
      code: 'INTERNAL',
      message: `Something went wrong in the agent: ${message}. Retry.`,
      detail: stack?.slice(0, 8_000),
    };
  }
  const { code, message, detail, retryAfterMs } = error;
  return {
    type: 'failed',
    code,
    message: message.slice(0, 2_000),
    ...(detail === undefined ? {} : { detail: detail.slice(-8_000) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
