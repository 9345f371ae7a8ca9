import type { Graph } from '#graphs/document.ts';
import { applyEdit } from './apply-edit.ts';
import { coalesceKey, type Edit, labelOf } from './edits.ts';

/** One act that can be undone. Graphs share what did not change, so a stack of them is small. */
export type Act = {
  readonly label: string;
  readonly before: Graph;
  readonly edits: readonly Edit[];
  readonly key?: string;
  readonly at: number;
};
export type History = { readonly graph: Graph; readonly past: readonly Act[]; readonly future: readonly (Act & { after: Graph })[] };

const mostActs = 500;
/** Edits of the same thing closer together than this are one act. */
const pauseMs = 900;

export function historyOf(graph: Graph): History {
  return { graph, past: [], future: [] };
}

/** Applies an edit as an act of its own, or as part of the last one while somebody types or drags. `now` in milliseconds. */
export function act(history: History, edit: Edit, now: number): History {
  const graph = applyEdit(history.graph, edit);
  if (graph === history.graph) return history;
  const key = coalesceKey(edit);
  const last = history.past.at(-1);
  const continues = key !== undefined && last?.key === key && now - last.at < pauseMs && history.future.length === 0;
  const done: Act = continues
    ? { ...last, edits: [...last.edits, edit], at: now }
    : { label: labelOf(edit), before: history.graph, edits: [edit], key, at: now };
  const past = [...(continues ? history.past.slice(0, -1) : history.past), done].slice(-mostActs);
  return { graph, past, future: [] };
}

/** Puts a whole graph in place of the present one, as one act. */
export function replace(history: History, graph: Graph, label: string, now: number): History {
  return { graph, past: [...history.past, { label, before: history.graph, edits: [], at: now }].slice(-mostActs), future: [] };
}

export function undo(history: History): History {
  const last = history.past.at(-1);
  if (!last) return history;
  return { graph: last.before, past: history.past.slice(0, -1), future: [...history.future, { ...last, after: history.graph }] };
}

export function redo(history: History): History {
  const next = history.future.at(-1);
  if (!next) return history;
  const { after, ...rest } = next;
  // typing after a redo starts an act of its own
  return { graph: after, past: [...history.past, { ...rest, key: undefined }], future: history.future.slice(0, -1) };
}
