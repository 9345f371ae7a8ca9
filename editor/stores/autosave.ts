import type { Graph } from '#graphs/document.ts';
import { ApiError, OfflineError, sentenceOf } from '../server/api-error.ts';
import type { SaveState } from './document.ts';

/** What the saver needs of the document store. */
export type Saved = { graphId: string | null; graph: Graph; revision: number; save: SaveState };
export type SaverParts = {
  read(): Saved;
  setSave(save: SaveState, revision?: number): void;
  /** Stores one version; answers with its revision. */
  put(id: string, graph: Graph, revision: number): Promise<{ revision: number }>;
  /** Called when the server holds everything. */
  onSaved?(id: string): void;
};
export type Saver = {
  /** To be called after every change of the document. */
  changed(): void;
  /** Saves now what is not saved; resolves true when the server holds everything. */
  flush(): Promise<boolean>;
  /** The server holds this graph: a document was opened, or another version was taken over. */
  rebase(graph: Graph): void;
  stop(): void;
};

const quietMs = 800;
/** Somebody who never pauses is saved this often all the same. */
const longestMs = 5000;
const retryMs = { first: 1000, most: 15_000 };

/**
 * Saves a document soon after it changes, one request at a time. What is edited while a save is under way is still unsaved
 * when it returns, and goes with the next one: the answer moves the revision, never the document.
 */
export function createSaver({ read, setSave, put, onSaved }: SaverParts): Saver {
  let stored = read().graph;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirtySince = 0;
  let retry = retryMs.first;
  let inFlight: Promise<boolean> | undefined;
  let stopped = false;

  const schedule = (delayMs: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void flush(), delayMs);
  };

  const changed = (): void => {
    const { graph, save, graphId } = read();
    if (graphId === null || save.is === 'conflict') return;
    if (graph === stored && !inFlight) {
      clearTimeout(timer);
      dirtySince = 0;
      if (save.is !== 'saved') setSave({ is: 'saved' });
      return;
    }
    if (save.is === 'saved' || save.is === 'failed') setSave({ is: 'unsaved' });
    dirtySince ||= Date.now();
    if (save.is !== 'offline') schedule(Math.min(quietMs, Math.max(0, dirtySince + longestMs - Date.now())));
  };

  const flush = async (): Promise<boolean> => {
    clearTimeout(timer);
    if (inFlight) {
      await inFlight;
      return read().save.is === 'saved' || flush();
    }
    const { graphId, graph, save } = read();
    if (graphId === null || save.is === 'conflict') return false;
    if (graph === stored) return true;
    inFlight = saveOnce();
    const went = await inFlight;
    inFlight = undefined;
    if (went && read().graph !== stored) changed();
    return went && read().graph === stored;
  };

  const saveOnce = async (): Promise<boolean> => {
    const { graphId, graph, revision } = read();
    if (graphId === null) return false;
    setSave({ is: 'saving' });
    dirtySince = 0;
    try {
      const answer = await put(graphId, graph, revision);
      if (stopped || read().graphId !== graphId) return true;
      stored = graph;
      retry = retryMs.first;
      setSave({ is: read().graph === graph ? 'saved' : 'unsaved' }, answer.revision);
      if (read().graph === graph) onSaved?.(graphId);
      return true;
    } catch (error) {
      if (!stopped) setSave(failed(error));
      return false;
    }
  };

  const failed = (error: unknown): SaveState => {
    if (error instanceof ApiError && error.status === 412) return { is: 'conflict' };
    if (error instanceof ApiError && error.status < 500) return { is: 'failed', reason: sentenceOf(error) };
    schedule(retry);
    retry = Math.min(retry * 2, retryMs.most);
    return error instanceof OfflineError ? { is: 'offline' } : { is: 'failed', reason: sentenceOf(error) };
  };

  return {
    changed,
    flush,
    rebase(graph) {
      clearTimeout(timer);
      stored = graph;
      dirtySince = 0;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
