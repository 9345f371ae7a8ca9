import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';

/** What is asked of the server for more than one place on the screen, by one key each. */
export const queryKeys = {
  graphs: ['graphs'],
  templates: ['templates'],
  models: ['models'],
  credentials: ['credentials'],
  spending: ['spending'],
  assets: ['assets'],
  runs: (graphId: string) => ['runs', graphId],
} as const;

export function useGraphs() {
  return useQuery({ queryKey: queryKeys.graphs, queryFn: api.graphs });
}

export function useTemplates() {
  return useQuery({ queryKey: queryKeys.templates, queryFn: api.templates, staleTime: 60_000 });
}

export function useModels() {
  return useQuery({ queryKey: queryKeys.models, queryFn: api.models, staleTime: 60_000 });
}

export function useCredentials() {
  return useQuery({ queryKey: queryKeys.credentials, queryFn: api.credentials });
}

/** Money of this month. */
export function useSpending() {
  return useQuery({ queryKey: queryKeys.spending, queryFn: api.spending });
}

/** A file of the library; its content never changes, so it is asked for once. */
export function useAsset(id: string) {
  return useQuery({ queryKey: ['asset', id], queryFn: () => api.asset(id), enabled: id !== '', staleTime: Infinity, retry: false });
}

export function useAssets(query: { kind?: string; q?: string }) {
  return useQuery({
    queryKey: [...queryKeys.assets, query],
    queryFn: () => api.assets({ ...query, limit: 100 }),
    placeholderData: (before) => before,
  });
}

/** What a run delivers. `stamp` changes when there may be more. */
export function useOutputs(runId: string, stamp: string) {
  return useQuery({
    queryKey: ['outputs', runId, stamp],
    queryFn: () => api.outputs(runId),
    enabled: runId !== '',
    placeholderData: (before) => before,
  });
}

export function useRuns(graphId: string | null) {
  return useQuery({
    queryKey: queryKeys.runs(graphId ?? ''),
    queryFn: () => api.runs({ graphId: graphId ?? '', limit: 50 }),
    enabled: graphId !== null,
  });
}
