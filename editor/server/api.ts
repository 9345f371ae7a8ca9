import { z } from 'zod';
import type { Tier } from '#nodes/price.ts';
import { healthAnswer, modelsAnswer } from '#server/contract/catalogue.ts';
import { credentialsAnswer, credentialTestAnswer } from '#server/contract/credentials.ts';
import { estimateAnswer, validateAnswer } from '#server/contract/estimates.ts';
import {
  assetsAnswer,
  assetView,
  embeddedGraphAnswer,
  graphSummary,
  graphsAnswer,
  graphView,
  templatesAnswer,
  templateView,
} from '#server/contract/library.ts';
import { ledgerAnswer, spendingAnswer } from '#server/contract/money-views.ts';
import { outputsAnswer, runSummary, runsAnswer, runView } from '#server/contract/runs.ts';
import { call, type RequestOptions, urlOf } from './http.ts';

type Json = Record<string, unknown>;
/** What can follow a save: everything of the summary that the server sends back. */
const savedGraph = graphSummary.loose();
const anything = z.unknown();
const path = (...parts: string[]): string => `/${parts.map(encodeURIComponent).join('/')}`;

export type StartRun = { graph?: Json; graphId?: string; tier?: Tier; budgetUsd?: number; only?: string[]; label?: string };

/** Every call the editor makes, typed by the contract. */
export const api = {
  health: () => call(healthAnswer, '/health'),
  models: () => call(modelsAnswer, '/models'),
  credentials: () => call(credentialsAnswer, '/credentials'),
  saveKey: (provider: string, key: string) => call(anything, path('credentials', provider), { method: 'PUT', body: { key } }),
  removeKey: (provider: string) => call(anything, path('credentials', provider), { method: 'DELETE' }),
  testKey: (provider: string) => call(credentialTestAnswer, path('credentials', provider, 'test'), { method: 'POST', body: {} }),
  spending: () => call(spendingAnswer, '/spending'),
  /** The most that the workspace may spend in a month; null for no limit. */
  setCap: (usd: string | null) => call(anything, '/caps', { method: 'PUT', body: { scope: 'workspace', usd } }),

  graphs: () => call(graphsAnswer, '/graphs'),
  graph: (id: string) => call(graphView, path('graphs', id)),
  createGraph: (graph: Json) => call(savedGraph, '/graphs', { method: 'POST', body: { graph } }),
  saveGraph: (id: string, graph: Json, revision: number, more: Pick<RequestOptions, 'signal' | 'keepalive'> = {}) =>
    call(savedGraph, path('graphs', id), { method: 'PUT', body: { graph }, headers: { 'if-match': `"${revision}"` }, ...more }),
  deleteGraph: (id: string) => call(anything, path('graphs', id), { method: 'DELETE' }),
  restoreGraph: (id: string) => call(anything, path('graphs', id, 'restore'), { method: 'POST', body: {} }),
  embeddedGraph: (file: File) => {
    const form = new FormData();
    form.append('file', file, file.name);
    return call(embeddedGraphAnswer, '/graphs/embedded', { method: 'POST', body: form });
  },
  templates: () => call(templatesAnswer, '/templates'),
  template: (id: string) => call(templateView, path('templates', id)),

  estimate: (graph: Json, signal?: AbortSignal) => call(estimateAnswer, '/estimate', { method: 'POST', body: { graph }, signal }),
  validate: (graph: Json, signal?: AbortSignal) => call(validateAnswer, '/graphs/validate', { method: 'POST', body: { graph }, signal }),

  /** `idempotencyKey` makes a repeated start the same run. */
  startRun: (run: StartRun, idempotencyKey: string) =>
    call(runSummary.loose(), '/runs', { method: 'POST', body: run, headers: { 'idempotency-key': idempotencyKey } }),
  runs: (query: { graphId?: string; state?: string; limit?: number; cursor?: string } = {}) => call(runsAnswer, '/runs', { query }),
  run: (id: string) => call(runView, path('runs', id)),
  runMoney: (id: string) => call(ledgerAnswer, '/ledger', { query: { runId: id, limit: 1 } }),
  outputs: (id: string) => call(outputsAnswer, path('runs', id, 'outputs')),
  outputsZipUrl: (id: string) => urlOf(path('runs', id, 'outputs'), { format: 'zip' }),
  control: (id: string, act: 'cancel' | 'pause' | 'resume') => call(anything, path('runs', id, act), { method: 'POST', body: {} }),
  amend: (id: string, graph: Json) => call(anything, path('runs', id, 'amend'), { method: 'POST', body: { graph } }),
  retry: (id: string, node: string, retry: { elements?: string[]; fresh?: boolean } = {}) =>
    call(anything, path('runs', id, 'nodes', node, 'retry'), { method: 'POST', body: retry }),
  decide: (id: string, step: string, decision: { choice: string; note?: string }) =>
    call(anything, path('runs', id, 'steps', step, 'decide'), { method: 'POST', body: decision }),

  assets: (query: { q?: string; kind?: string; limit?: number; cursor?: string } = {}) => call(assetsAnswer, '/assets', { query }),
  asset: (id: string) => call(assetView, path('assets', id)),
  assetContentUrl: (id: string) => urlOf(path('assets', id, 'content')),
  deleteAsset: (id: string) => call(anything, path('assets', id), { method: 'DELETE' }),
};
