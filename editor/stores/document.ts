import { create } from 'zustand';
import { emptyGraph, type Graph } from '#graphs/document.ts';
import type { Edit } from './edits.ts';
import { act, type History, historyOf, redo, replace, undo } from './history.ts';

/**
 * Whether what is on the screen is what the server holds. `conflict`: somebody else saved another version, `theirs` is its
 * revision. `failed`: the server refused, `reason` says why.
 */
export type SaveState =
  | { is: 'saved' }
  | { is: 'unsaved' }
  | { is: 'saving' }
  | { is: 'offline' }
  | { is: 'failed'; reason: string }
  | { is: 'conflict' };

export type DocumentState = History & {
  /** The saved graph this document belongs to; null before one is open. */
  readonly graphId: string | null;
  readonly revision: number;
  readonly save: SaveState;
  open(opened: { id: string; revision: number; graph: Graph }): void;
  /** Another version of the same graph takes the place of this one, as an act that can be undone. */
  adopt(adopted: { revision: number; graph: Graph }): void;
  close(): void;
  /** The only way to change the document. */
  apply(edit: Edit): void;
  undo(): void;
  redo(): void;
  setSave(save: SaveState, revision?: number): void;
};

export const useDocument = create<DocumentState>()((set) => ({
  ...historyOf(emptyGraph()),
  graphId: null,
  revision: 0,
  save: { is: 'saved' },
  open: ({ id, revision, graph }) => set({ ...historyOf(graph), graphId: id, revision, save: { is: 'saved' } }),
  adopt: ({ revision, graph }) =>
    set((state) => ({ ...replace(state, graph, 'take the other version', Date.now()), revision, save: { is: 'saved' } })),
  close: () => set({ ...historyOf(emptyGraph()), graphId: null, revision: 0, save: { is: 'saved' } }),
  apply: (edit) => set((state) => act(state, edit, Date.now())),
  undo: () => set((state) => undo(state)),
  redo: () => set((state) => redo(state)),
  setSave: (save, revision) => set((state) => ({ save, revision: revision ?? state.revision })),
}));

/** Changes the open document; for code that is not a component. */
export function applyToDocument(edit: Edit): void {
  useDocument.getState().apply(edit);
}
