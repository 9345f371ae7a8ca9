import type { AssetRow, GraphRow, RunRow } from '#server/store/contract.ts';

/** A time in the first minute of 2026. */
export const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
/** Rows of workspace `one`, as they are put in. */
export const run = (id: string, more: Partial<RunRow> = {}): RunRow => ({
  id,
  workspaceId: 'one',
  userId: 'ann',
  graphId: null,
  name: 'Film',
  label: null,
  tier: 'animatic',
  state: 'running',
  seq: 7,
  tally: { done: 2, waiting: 1 },
  quote: { rows: ['ä'] },
  estimate: { usd: 1 },
  budgetMicros: 5_000_000,
  priority: 0,
  idempotencyKey: null,
  createdAt: at(0),
  startedAt: null,
  endedAt: null,
  ...more,
});
export const asset = (id: string, more: Partial<AssetRow> = {}): AssetRow => ({
  id,
  workspaceId: 'one',
  userId: 'ann',
  kind: 'video',
  name: 'Straße 100%_x.mp4',
  bytes: 5_000_000_000,
  media: 'video/mp4',
  facts: { seconds: 2.5, audio: true },
  value: null,
  origin: 'upload',
  createdAt: at(0),
  ...more,
});
export const graph = (id: string, more: Partial<GraphRow> = {}): GraphRow => ({
  id,
  workspaceId: 'one',
  userId: 'ann',
  name: 'Film',
  revision: 1,
  graph: { filmloom: 1, nodes: {} },
  nodes: 0,
  createdAt: at(0),
  updatedAt: at(0),
  ...more,
});
