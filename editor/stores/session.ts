import { toast } from 'sonner';
import type { Graph } from '#graphs/document.ts';
import { api } from '../server/api.ts';
import { sentenceOf } from '../server/api-error.ts';
import { createSaver, type Saver } from './autosave.ts';
import { useDocument } from './document.ts';
import { dropDraft, keepDraft, orphanDraft, removeDraft } from './drafts.ts';
import { followLatestRun, stopFollowing } from './follow-run.ts';
import { readGraph, writeGraph } from './graph-json.ts';
import { rememberGraph } from './last-graph.ts';
import { useView } from './view.ts';
import { watchEstimate } from './watch-estimate.ts';

let saver: Saver | undefined;

/**
 * Opens a graph of the server: its document, its price and its latest run. Work of a tab that went away before it was saved
 * is brought back. Throws where the graph is not there or cannot be read. The answer closes it again.
 */
export async function openGraph(id: string, isWanted: () => boolean): Promise<() => void> {
  const view = await api.graph(id);
  const read = readGraph(view.graph);
  if ('reason' in read) throw new Error(read.reason);
  const draft = await orphanDraft(id);
  if (!isWanted()) return () => {};
  rememberGraph(id);
  useDocument.getState().open({ id, revision: view.revision, graph: read.graph });
  useView.getState().select([]);
  const stopSaving = keepSaved(id);
  const stopPricing = watchEstimate();
  if (draft) await bringBack(draft, read.graph, view.revision);
  followLatestRun(id).catch((error: unknown) => toast.error(sentenceOf(error)));
  return () => {
    stopSaving();
    stopPricing();
    stopFollowing();
    useDocument.getState().close();
  };
}

async function bringBack(draft: { key: string; graph: Graph; revision: number }, stored: Graph, revision: number): Promise<void> {
  const isNews = JSON.stringify(writeGraph(draft.graph)) !== JSON.stringify(writeGraph(stored));
  if (isNews && draft.revision === revision) {
    useDocument.getState().adopt({ revision, graph: draft.graph });
    saver?.changed();
    toast.info('Your last changes had not been saved. They are back.');
  } else if (isNews) {
    const copy = { ...draft.graph, name: `${draft.graph.name ?? 'Untitled'} (unsaved changes)` };
    await api.createGraph(writeGraph(copy));
    toast.info('This graph was changed elsewhere since. Your unsaved changes were kept as a copy, next to it on the home page.');
  }
  removeDraft(draft.key);
}

function keepSaved(id: string): () => void {
  const current = createSaver({
    read: () => useDocument.getState(),
    setSave: (save, revision) => useDocument.getState().setSave(save, revision),
    put: (graphId, graph, revision) => api.saveGraph(graphId, writeGraph(graph), revision),
    onSaved: dropDraft,
  });
  saver = current;
  const stop = useDocument.subscribe((state, before) => {
    if (state.graph === before.graph || state.graphId !== id) return;
    current.changed();
    keepDraftSoon();
  });
  const guard = (event: BeforeUnloadEvent): void => {
    const { save, graph, revision } = useDocument.getState();
    if (save.is === 'saved') return;
    keepDraft(id, graph, revision);
    void current.flush();
    event.preventDefault();
  };
  globalThis.addEventListener('beforeunload', guard);
  return () => {
    stop();
    void current.flush();
    current.stop();
    saver = undefined;
    globalThis.removeEventListener('beforeunload', guard);
  };
}

let draftTimer: ReturnType<typeof setTimeout> | undefined;
function keepDraftSoon(): void {
  clearTimeout(draftTimer);
  draftTimer = setTimeout(() => {
    const { graphId, graph, revision, save } = useDocument.getState();
    if (graphId && save.is !== 'saved') keepDraft(graphId, graph, revision);
  }, 250);
}

/** Saves what is not saved yet. True when the server holds everything. */
export async function saveNow(): Promise<boolean> {
  return (await saver?.flush()) ?? false;
}

/** Ends a conflict by taking the other version; this one stays one undo away. */
export async function takeTheirs(): Promise<void> {
  const { graphId } = useDocument.getState();
  if (!graphId) return;
  const view = await api.graph(graphId);
  const read = readGraph(view.graph);
  if ('reason' in read) throw new Error(read.reason);
  saver?.rebase(read.graph);
  useDocument.getState().adopt({ revision: view.revision, graph: read.graph });
  dropDraft(graphId);
}

/** Ends a conflict by saving this version as a graph of its own. Answers with the id of the copy. */
export async function keepMineAsCopy(): Promise<string> {
  const { graph, graphId } = useDocument.getState();
  const copy = { ...graph, name: `${graph.name ?? 'Untitled'} (my version)` };
  const saved = await api.createGraph(writeGraph(copy));
  await takeTheirs();
  if (graphId) dropDraft(graphId);
  return saved.id;
}
