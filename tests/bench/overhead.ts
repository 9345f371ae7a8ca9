import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '#server/runs/engine-contract.ts';
import type { LogEntry, RunRow } from '#server/store/contract.ts';
import { openStore } from '#server/store/open-store.ts';
import { caller, openEngine } from '../server/runs/open-engine.ts';
import { percentiles, printTable } from './figures.ts';

/** Prompts enhanced one after another: a chain in which every step waits for the one before. */
function chain(steps: number): unknown {
  const nodes: Record<string, unknown> = { n0: { type: 'prompt', params: { text: 'Begin' } } };
  const edges: { from: string; to: string }[] = [];
  for (let index = 1; index <= steps; index += 1) {
    nodes[`n${index}`] = { type: 'enhance-prompt' };
    edges.push({ from: `n${index - 1}.text`, to: `n${index}.text` });
  }
  return { filmloom: 1, name: `Chain ${steps}`, nodes, edges };
}

/** Lists of a thousand rows, the most one may have, each of them enhanced row by row. */
function fanOut(steps: number): unknown {
  const nodes: Record<string, unknown> = {};
  const edges: { from: string; to: string }[] = [];
  for (let first = 0; first < steps; first += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, steps - first) }, (_, row) => ({ key: `r${row}`, text: `Row ${first + row}` }));
    nodes[`rows${first}`] = { type: 'list', params: { rows } };
    nodes[`each${first}`] = { type: 'enhance-prompt' };
    edges.push({ from: `rows${first}.items`, to: `each${first}.text` });
  }
  return { filmloom: 1, name: `Fan-out ${steps}`, nodes, edges };
}

/** Time of the engine itself with steps that do nothing, beside a bare loop that commits the same log entries. */
export async function benchOverhead(): Promise<void> {
  const table: (string | number)[][] = [];
  for (const [name, graph, steps] of [
    ['chain of 500', chain(500), 500],
    ['fan-out of 2,000', fanOut(2_000), 2_000],
  ] as const) {
    const ours: number[] = [];
    let entries: LogEntry[] = [];
    for (let run = 0; run < 3; run += 1) {
      const test = await openEngine({ slots: 8 });
      const began = performance.now();
      const { id } = await test.engine.start(caller, { graph });
      await ended(test.engine);
      ours.push((performance.now() - began) / steps);
      entries = await test.store.runs.log(id);
      await test.close();
    }
    const bare = await bareLoop(entries);
    const { p50, p95 } = percentiles(ours);
    table.push([name, p50, p95, bare / steps, p50 / (bare / steps)]);
  }
  printTable(['no-op steps', 'ms a step p50', 'p95', 'bare commits ms a step', 'ratio'], table);
}

/** Asks for the one line of the list, not for a view of all steps, which would be measured too. */
async function ended(engine: Engine): Promise<void> {
  for (;;) {
    const [run] = (await engine.list(caller, { limit: 1 })).runs;
    if (run?.state === 'done') return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The same rows, one transaction a turn as the engine would at best: one for each step that ends. */
async function bareLoop(entries: readonly LogEntry[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'filmloom-bench-'));
  const store = await openStore({ file: join(folder, 'filmloom.db') });
  const at = new Date().toISOString();
  await store.accounts.ensure(caller.workspaceId, caller.userId, at);
  const row: RunRow = {
    ...caller,
    id: 'bench',
    graphId: null,
    name: 'Bench',
    label: null,
    tier: 'animatic',
    state: 'running',
    priority: 0,
    seq: 0,
    tally: {},
    quote: {},
    estimate: {},
    budgetMicros: 0,
    idempotencyKey: null,
    createdAt: at,
    startedAt: at,
    endedAt: null,
  };
  await store.runs.insert(row, []);
  const began = performance.now();
  let turn: LogEntry[] = [];
  for (const entry of entries) {
    turn.push(entry);
    const { type, state } = entry.change as { type: string; state?: string };
    if (type !== 'step-moved' || state !== 'done') continue;
    await store.runs.append('bench', turn);
    await store.results.keep(caller.workspaceId, `${entry.seq}`, { items: {} }, { replace: false, at });
    turn = [];
  }
  if (turn.length > 0) await store.runs.append('bench', turn);
  const took = performance.now() - began;
  await store.close();
  await rm(folder, { recursive: true });
  return took;
}
