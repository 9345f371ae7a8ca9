import type { z } from 'zod';
import { create } from 'zustand';
import type { Estimate, nodeEstimate } from '#server/contract/estimates.ts';
import type { problemSchema } from '#server/contract/problems.ts';

export type NodeEstimate = z.infer<typeof nodeEstimate>;
export type SeenProblem = z.infer<typeof problemSchema>;

export type EstimateStore = {
  /** The server's word on the document as it was a moment ago; kept while a newer one is on its way. */
  readonly estimate: Estimate | null;
  /** True from an edit until the server has answered for it. */
  readonly stale: boolean;
  /** Why there is no estimate, in words. */
  readonly failure: string | null;
  readonly problems: readonly SeenProblem[];
  readonly problemsByNode: ReadonlyMap<string, readonly SeenProblem[]>;
  setStale(): void;
  setEstimate(estimate: Estimate): void;
  setFailure(failure: string, problems?: readonly SeenProblem[]): void;
  clear(): void;
};

const none = { estimate: null, stale: true, failure: null, problems: [], problemsByNode: new Map() };

export const useEstimate = create<EstimateStore>()((set, get) => ({
  ...none,
  setStale: () => set({ stale: true }),
  setEstimate: (estimate) => set({ estimate, stale: false, failure: null, ...sorted(estimate.problems, get().problemsByNode) }),
  setFailure: (failure, problems = []) => set({ estimate: null, stale: false, failure, ...sorted(problems, get().problemsByNode) }),
  clear: () => set(none),
}));

/** Nodes whose problems stayed the same keep the same list, so that only changed cards are drawn again. */
function sorted(problems: readonly SeenProblem[], before: ReadonlyMap<string, readonly SeenProblem[]>) {
  const byNode = new Map<string, readonly SeenProblem[]>(Map.groupBy(problems, (problem) => problem.node ?? ''));
  byNode.delete('');
  for (const [node, list] of byNode) {
    const old = before.get(node);
    if (old && JSON.stringify(old) === JSON.stringify(list)) byNode.set(node, old);
  }
  return { problems, problemsByNode: byNode };
}

const noProblems: readonly SeenProblem[] = [];

/** What is wrong with one node. */
export function useNodeProblems(node: string): readonly SeenProblem[] {
  return useEstimate((state) => state.problemsByNode.get(node) ?? noProblems);
}

/** The price of one node before a run. Changes only when its figures do. */
export function useNodeEstimate(node: string): NodeEstimate | undefined {
  return useEstimate((state) => state.estimate?.nodes[node]);
}
