import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { toast } from 'sonner';
import { useLocation } from 'wouter';
import { emptyGraph } from '#graphs/document.ts';
import type { GraphSummary } from '#server/contract/library.ts';
import { api } from '../server/api.ts';
import { sentenceOf } from '../server/api-error.ts';
import { graphInside, mayCarryGraph } from '../server/embedded-graph.ts';
import { queryKeys } from '../server/queries.ts';
import { readGraph, writeGraph } from '../stores/graph-json.ts';
import { saveText } from '../ui/save-text.ts';

type Json = Record<string, unknown>;
export type GraphActs = ReturnType<typeof actsWith>;

/** What can be done with whole graphs. Every act says in words why it failed. */
export function useGraphActs(): GraphActs {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMemo(() => actsWith(client, navigate), [client, navigate]);
}

function actsWith(client: QueryClient, navigate: (path: string) => void) {
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: queryKeys.graphs });
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    await work().catch((error: unknown) => void toast.error(sentenceOf(error)));
    await refresh();
  };
  const open = (id: string): void => navigate(`/graphs/${id}`);
  const create = async (graph: Json): Promise<void> => open((await api.createGraph(graph)).id);
  return {
    open,
    blank: () => attempt(() => create(writeGraph(emptyGraph()))),
    fromTemplate: (id: string) => attempt(async () => create((await api.template(id)).graph)),
    rename: ({ id }: GraphSummary, name: string) =>
      attempt(async () => {
        const { graph, revision } = await api.graph(id);
        await api.saveGraph(id, { ...graph, name }, revision);
      }),
    duplicate: ({ id, name }: GraphSummary) =>
      attempt(async () => {
        const { graph } = await api.graph(id);
        await api.createGraph({ ...graph, name: `${name} (copy)` });
        toast.success(`“${name}” was duplicated.`);
      }),
    exportFile: ({ id, name }: GraphSummary) =>
      attempt(async () => {
        const { graph } = await api.graph(id);
        saveText(`${JSON.stringify(graph, null, 2)}\n`, `${fileStem(name)}.filmloom.json`, 'application/json');
      }),
    remove: ({ id, name }: GraphSummary) =>
      attempt(async () => {
        await api.deleteGraph(id);
        toast(`“${name}” was deleted.`, {
          duration: 12_000,
          action: { label: 'Undo', onClick: () => void attempt(async () => void (await api.restoreGraph(id))) },
        });
      }),
    /** One file opens its graph; of several all are brought in. */
    importFiles: (files: readonly File[]) =>
      attempt(async () => {
        const ids: string[] = [];
        for (const file of files) ids.push(...(await importFile(file)));
        if (files.length === 1 && ids[0]) open(ids[0]);
        else if (ids.length > 0) toast.success(`${ids.length} of ${files.length} graphs were imported.`);
      }),
  };
}

/** The id of the graph made from a file; none, and a word to the person, where it holds no graph. */
async function importFile(file: File): Promise<string[]> {
  try {
    const read = mayCarryGraph(file) ? await graphInside(file) : readGraph(JSON.parse(await file.text()));
    if ('reason' in read) throw new Error(read.reason);
    const name = read.graph.name ?? fileStem(file.name.replace(/((\.filmloom)?\.json|\.mp4)$/i, ''));
    return [(await api.createGraph(writeGraph({ ...read.graph, name }))).id];
  } catch (error) {
    toast.error(`${file.name}: ${error instanceof SyntaxError ? 'this file is not JSON, so it holds no graph.' : sentenceOf(error)}`);
    return [];
  }
}

/** A name that every file system takes. */
function fileStem(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._-]+/gu, '').trim() || 'graph';
}
