import type { AssetFiles } from '#executors/assets.ts';
import type { Item, Result } from '#nodes/items.ts';
import type { StepKind } from '#nodes/steps.ts';
import type { AgentRow } from '../protocol.ts';
import type { Allocation } from '../slots.ts';

/** One step in the hands of a runner. */
export type RunnerJob = {
  /** Marks every process of this job in its environment, so that none outlives it. */
  readonly lease: string;
  readonly kind: StepKind;
  readonly params: Readonly<Record<string, unknown>>;
  readonly take: number;
  readonly reads: Readonly<Record<string, Item | readonly Item[]>>;
  /** The ids of the GPUs that are this job's alone, in order. */
  readonly gpus: readonly string[];
  /** Aborted when nobody wants the result any more; every child process must die with it. */
  readonly signal: AbortSignal;
  progress(fraction: number, note?: string): void;
};

/** What carries out steps on an agent. Throws StepError. */
export type Runner = {
  readonly id: string;
  /** The rows it serves; the runner of the local lane has none. */
  readonly rows: readonly AgentRow[];
  readonly allocation: Allocation;
  run(job: RunnerJob, files: AssetFiles): Promise<Result>;
};

/** Variable in the environment of whatever works for a lease. */
export const leaseVariable = 'FILMLOOM_LEASE';
