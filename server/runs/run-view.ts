import type { Run } from '#graphs/run.ts';
import { type Tier, tiers } from '#nodes/price.ts';
import type { Estimate } from '#server/contract/estimates.ts';
import { usdFromMicros } from '#server/contract/money.ts';
import type { RunSummary, RunView } from '#server/contract/runs.ts';
import type { RunRow } from '#server/store/contract.ts';
import type { Balance } from '#server/store/money-contract.ts';
import { countsByNode, nodeView, stepView } from './views.ts';

/** What a run in memory knows that its row may not know yet. */
type Live = { readonly run: Run; readonly seq: number };

/** A run in a list. */
export function summaryView(row: RunRow, live: Live | undefined, { spentMicros, heldMicros }: Balance): RunSummary {
  const estimate = row.estimate as Estimate;
  const tally = live ? Object.fromEntries(live.run.tally) : row.tally;
  return {
    id: row.id,
    state: live?.run.phase ?? (row.state as RunSummary['state']),
    name: row.name,
    tier: tiers.find((tier) => tier === row.tier) as Tier,
    createdAt: row.createdAt,
    ...(row.label === null ? {} : { label: row.label }),
    ...(row.graphId === null ? {} : { graphId: row.graphId }),
    ...(row.startedAt === null ? {} : { startedAt: row.startedAt }),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt }),
    usd: {
      estimate: estimate.usd,
      actual: usdFromMicros(spentMicros),
      held: usdFromMicros(heldMicros),
      budget: usdFromMicros(row.budgetMicros),
    },
    priority: row.priority,
    ...(row.keep ? { keep: true } : {}),
    steps: Object.fromEntries(Object.entries(tally).filter(([, count]) => count > 0)),
    seq: live?.seq ?? row.seq,
  };
}

/** Everything about a run at this moment. */
export function runView(row: RunRow, run: Run, seq: number, balance: Balance): RunView {
  const counts = countsByNode(run);
  return {
    ...summaryView(row, { run, seq }, balance),
    graph: run.graph,
    estimate: row.estimate as Estimate,
    nodes: Object.fromEntries(Object.keys(run.graph.nodes).map((id) => [id, nodeView(run, id, counts.get(id) ?? {})])),
    stepList: [...run.steps.values()].map((entry) => stepView(run, entry)),
  };
}
