import { create } from 'zustand';
import type { ProgressMessage, RunEvent } from '#server/contract/events.ts';
import type { RunView } from '#server/contract/runs.ts';
import { afterEvents, afterProgress, type FollowedRun, fromSnapshot, type NodeRun } from './run-state.ts';

export type RunStore = {
  /** The run on the screen: the latest of the open graph. */
  readonly run: FollowedRun | null;
  /** `live`: events arrive as they happen · `lost`: the connection broke and is being made again. */
  readonly link: 'live' | 'lost';
  /** What was asked of the server and is not answered yet. */
  readonly asking: 'start' | 'cancel' | 'pause' | 'resume' | null;
  show(view: RunView | null): void;
  /** True where events are missing and the run must be asked for again. */
  addEvents(events: readonly RunEvent[]): boolean;
  addProgress(message: ProgressMessage): void;
  /** What a run has cost so far, and what is held for it: events do not tell. */
  setMoney(runId: string, money: { readonly held: string; readonly spent: string }): void;
  setLink(link: RunStore['link']): void;
  setAsking(asking: RunStore['asking']): void;
};

export const useRun = create<RunStore>()((set, get) => ({
  run: null,
  link: 'live',
  asking: null,
  show: (view) => set({ run: view && fromSnapshot(view) }),
  addEvents(events) {
    const { run } = get();
    if (!run) return false;
    const next = afterEvents(run, events);
    set({ run: next.run });
    return next.gap;
  },
  addProgress: (message) => set(({ run }) => ({ run: run && afterProgress(run, message) })),
  setMoney: (runId, { held, spent }) =>
    set(({ run }) => (run?.id === runId ? { run: { ...run, usd: { ...run.usd, held, actual: spent } } } : {})),
  setLink: (link) => set({ link }),
  setAsking: (asking) => set({ asking }),
}));

/** What the run on the screen has come to at a node. Changes only when that node does. */
export function useNodeRun(node: string): NodeRun | undefined {
  return useRun((state) => state.run?.nodes[node]);
}
