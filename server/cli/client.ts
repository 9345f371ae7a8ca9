import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import { estimateAnswer, validateAnswer } from '#server/contract/estimates.ts';
import { assetView } from '#server/contract/library.ts';
import { type ErrorBody, errorSchema } from '#server/contract/problems.ts';
import { pruned } from '#server/contract/pruned.ts';
import { outputsAnswer, type RunOutput, runSummary, runView } from '#server/contract/runs.ts';
import { CommandError, exitCodes } from './exit-codes.ts';

/** A refusal of the server, with its problem body. */
export class Refused extends Error {
  readonly body: ErrorBody;
  constructor(body: ErrorBody) {
    super(body.detail);
    this.name = 'Refused';
    this.body = body;
  }
}

export type Client = ReturnType<typeof createClient>;
type RunBody = { graph: unknown; inputs?: Record<string, unknown>; tier?: string; budgetUsd?: string; label?: string };

/** The calls of the HTTP API that the commands use. */
export function createClient(base: string, token: string | undefined) {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  async function call<T extends z.ZodType>(schema: T, method: string, path: string, body?: unknown): Promise<z.output<T>> {
    const isForm = body instanceof FormData;
    const init: RequestInit = {
      method,
      headers: { ...headers, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
    };
    if (body !== undefined) init.body = isForm ? body : JSON.stringify(body);
    const answer = await fetch(`${base}/api/v1${path}`, init).catch((cause: Error) => {
      throw new CommandError(
        exitCodes.failed,
        `No Filmloom answers at ${base} (${(cause.cause as NodeJS.ErrnoException | undefined)?.code ?? cause.message}). Start it with “npm start”, or leave out --server.`,
      );
    });
    const json: unknown = await answer.json();
    if (!answer.ok) throw new Refused(errorSchema.parse(json));
    return schema.parse(json);
  }
  return {
    base,
    token,
    validate: (graph: unknown) => call(validateAnswer, 'POST', '/graphs/validate', { graph }),
    estimate: (body: Omit<RunBody, 'budgetUsd' | 'label'>) => call(estimateAnswer, 'POST', '/estimate', body),
    start: (body: RunBody) => call(runSummary, 'POST', '/runs', body),
    run: (id: string) => call(runView, 'GET', `/runs/${id}`),
    outputs: (id: string) => call(outputsAnswer, 'GET', `/runs/${id}/outputs`),
    cancel: (id: string) => call(runSummary, 'POST', `/runs/${id}/cancel`, {}),
    approve: (id: string, step: string) =>
      call(runSummary, 'POST', `/runs/${id}/steps/${encodeURIComponent(step)}/decide`, { choice: 'approve' }),
    prune: (dryRun: boolean) => call(pruned, 'POST', '/prune', { dryRun }),
    async upload(file: string) {
      const form = new FormData();
      form.set('file', await openAsBlob(file), basename(file));
      return call(assetView, 'POST', '/assets', form);
    },
    /** Writes an output to a file; films carry the graph that made them. */
    async download(output: RunOutput, file: string): Promise<void> {
      const answer = await fetch(new URL(output.downloadUrl, base), { headers });
      if (!answer.ok || !answer.body)
        throw new CommandError(exitCodes.failed, `${output.fileName} could not be downloaded (HTTP ${answer.status}).`);
      await writeFile(file, answer.body);
    },
  };
}
