import { randomUUID } from 'node:crypto';
import { type Graph, settingsOf } from '#graphs/document.ts';
import { readGraph } from '#graphs/read-graph.ts';
import { type Change, type Input, newRun } from '#graphs/run.ts';
import type { Row } from '#nodes/price.ts';
import { ApiError } from '#server/api-error.ts';
import type { Bus } from '#server/bus/contract.ts';
import type { RunSummary } from '#server/contract/runs.ts';
import type { Queue } from '#server/queue/contract.ts';
import type { RunRow, Store } from '#server/store/contract.ts';
import { answer, askedOf } from './answers.ts';
import { Durations } from './durations.ts';
import type { Caller, Engine, EstimateInput, StartInput } from './engine-contract.ts';
import { estimateView } from './estimate-view.ts';
import { eventViews } from './event-view.ts';
import type { Logger } from './logger.ts';
import { orphanCalls } from './orphan-calls.ts';
import { outputsView } from './outputs-view.ts';
import { demandRunnable, type Prepared, prepare } from './prepare.ts';
import { budgetOf, cheaperTiers, findHeldQuote, type HeldQuote, hashOfGraph, refuseOverBudget, runQuoteOf } from './quoting.ts';
import { type Fleet, RunTable } from './run-table.ts';
import { runView, summaryView } from './run-view.ts';
import type { WorkerPorts } from './worker.ts';

export type EngineOptions = {
  readonly store: Store;
  readonly queue: Queue;
  readonly bus: Bus;
  /** Where several servers share one database. */
  readonly fleet?: Fleet;
  /** The rows of the catalogue with what can serve a workspace now. */
  rows(workspaceId: string): readonly Row[] | Promise<readonly Row[]>;
  readonly log: Logger;
  readonly now?: () => Date;
  /** Steps that are expected to run at the same time, for estimates. */
  readonly slots: number;
};

/** The engine with the way back for those who carry out its tasks in this process. */
export type EngineCore = Engine & Pick<WorkerPorts, 'report'>;

const quoteMinutes = 30;
const sweepCallsEveryMs = 15_000;

/** The engine of one process: everything that is generated begins here. */
export function createEngine(options: EngineOptions): EngineCore {
  const { store, queue, bus, fleet, log, slots } = options;
  const clock = options.now ?? (() => new Date());
  const now = (): string => clock().toISOString();
  const table = new RunTable({ store, queue, bus, log, now, durations: new Durations(), ...(fleet ? { fleet } : {}) });
  let closed = false;
  let sweeping: NodeJS.Timeout | undefined;

  async function findRow({ workspaceId }: Caller, id: string): Promise<RunRow> {
    const row = await store.runs.find(workspaceId, id);
    if (!row) throw new ApiError(404, 'RUN_UNKNOWN', `There is no run “${id}”.`);
    return row;
  }

  /** A run that is not driven here is told from its row alone. */
  async function summaryOf(row: RunRow): Promise<RunSummary> {
    const balance = await store.ledger.ofRun(row.id);
    const live = table.driven(row.id);
    return live ? live.driver.look((run, seq) => summaryView(row, { run, seq }, balance)) : summaryView(row, undefined, balance);
  }

  const summary = async (caller: Caller, id: string): Promise<RunSummary> => summaryOf(await findRow(caller, id));

  async function prepared(caller: Caller, input: EstimateInput & { graphId?: string; only?: readonly string[] }): Promise<Prepared> {
    const { graph } = readGraph(input.graph);
    return prepare(input, {
      store,
      rows: await options.rows(caller.workspaceId),
      slots,
      workspaceId: caller.workspaceId,
      ...(graph ? { graphKey: graphKeyOf(input, graph) } : {}),
      ...(input.only ? { only: input.only } : {}),
    });
  }

  async function act(caller: Caller, id: string, input: Input): Promise<RunSummary> {
    await table.send(await findRow(caller, id), input);
    return summary(caller, id);
  }

  /** Paid calls that nobody waits for are followed to their end by whoever has time. */
  async function sweepCalls(): Promise<void> {
    const tasks = await orphanCalls(store, table);
    if (tasks.length > 0) await queue.put(tasks);
  }

  /** The graph at the tier asked for, or at the next lower one that the budget covers where its settings say so. */
  async function withinBudget(caller: Caller, input: StartInput, ready: Prepared, budgetMicros: number): Promise<Prepared> {
    if (ready.quote.micros.min <= budgetMicros) return ready;
    if (settingsOf(ready.graph).overBudget === 'downgrade') {
      for (const tier of cheaperTiers(ready.tier)) {
        const lower = await prepared(caller, { ...input, graph: ready.graph, inputs: {}, tier });
        if (lower.quote.micros.min > budgetMicros) continue;
        demandRunnable(lower);
        return lower;
      }
    }
    return refuseOverBudget(ready.quote.micros.min, budgetMicros);
  }

  return {
    async recover() {
      await table.open();
      await sweepCalls();
      sweeping = setInterval(
        () => void sweepCalls().catch((err: unknown) => log.warn({ err }, 'paid calls could not be looked at')),
        sweepCallsEveryMs,
      );
      sweeping.unref();
    },

    async estimate(caller, input) {
      const ready = await prepared(caller, input);
      return estimateView(ready.quote, ready.problems);
    },

    async quote(caller, input) {
      const ready = await prepared(caller, input);
      demandRunnable(ready);
      const graphHash = hashOfGraph(ready.graph);
      const expiresAt = new Date(clock().getTime() + quoteMinutes * 60_000).toISOString();
      const id = randomUUID();
      const body: HeldQuote = { graph: ready.graph, tier: ready.tier, maxMicros: ready.quote.micros.max };
      await store.quotes.insert({ id, workspaceId: caller.workspaceId, graphHash, expiresAt, body });
      return { ...estimateView(ready.quote, ready.problems), id, graphHash, expiresAt };
    },

    async start(caller, input) {
      if (input.idempotencyKey) {
        const before = await store.runs.findByIdempotencyKey(caller.workspaceId, input.idempotencyKey);
        if (before) return summaryOf(before);
      }
      const held = input.quoteId === undefined ? undefined : await findHeldQuote(store, caller, input, clock());
      const asked = await prepared(caller, held ? { ...input, graph: held.graph, tier: held.tier, inputs: {} } : input);
      demandRunnable(asked);
      checkOnly(asked.graph, input.only);
      if (held && asked.quote.micros.min > held.maxMicros)
        throw new ApiError(409, 'QUOTE_STALE', 'Prices have risen since this quote. Get a new one.');
      const budgetMicros = budgetOf(asked.graph, input, held);
      const ready = await withinBudget(caller, input, asked, budgetMicros);
      if (closed) throw new ApiError(503, 'CLOSING', 'Filmloom is shutting down. Try again in a moment.');
      return begin(caller, input, ready, budgetMicros);
    },

    async list(caller, filter) {
      const [createdAt, id] = filter.cursor === undefined ? [] : filter.cursor.split('|');
      const found = await store.runs.list(caller.workspaceId, {
        limit: filter.limit + 1,
        ...(filter.state ? { state: filter.state } : {}),
        ...(filter.graphId ? { graphId: filter.graphId } : {}),
        ...(createdAt && id ? { before: { createdAt, id } } : {}),
      });
      const page = found.slice(0, filter.limit);
      const runs = await Promise.all(page.map(summaryOf));
      const last = page.at(-1);
      return { runs, ...(found.length > filter.limit && last ? { next: `${last.createdAt}|${last.id}` } : {}) };
    },

    async view(caller, id) {
      const row = await findRow(caller, id);
      const balance = await store.ledger.ofRun(id);
      return table.look(row, (run, seq) => runView(row, run, seq, balance));
    },

    async outputs(caller, id) {
      return table.look(await findRow(caller, id), (run) => outputsView(id, run));
    },

    async eventsAfter(caller, id, after) {
      const row = await findRow(caller, id);
      const entries = await store.runs.log(row.id, after);
      return table.look(row, (run) => eventViews(row.id, run, entries));
    },

    listen: async (caller, id, listener) => table.listen(await findRow(caller, id), listener),

    cancel: (caller, id) => act(caller, id, { type: 'cancel' }),
    pause: (caller, id) => act(caller, id, { type: 'pause' }),
    resume: (caller, id) => act(caller, id, { type: 'resume' }),

    async prioritise(caller, id, priority) {
      const row = await findRow(caller, id);
      await store.runs.setPriority(row.id, priority);
      table.prioritise(row.id, priority);
      await queue.prioritise(row.id, priority);
      return summary(caller, id);
    },

    async keep(caller, id, keep) {
      const row = await findRow(caller, id);
      await store.runs.setKeep(row.id, keep);
      table.keep(row.id, keep);
      return summary(caller, id);
    },

    async amend(caller, id, input) {
      const row = await findRow(caller, id);
      const ready = await prepared(caller, {
        graph: input.graph,
        tier: row.tier as Prepared['tier'],
        ...(row.graphId ? { graphId: row.graphId } : {}),
      });
      demandRunnable(ready);
      const only = await table.look(row, (run) => run.quote.only);
      await table.send(row, { type: 'amend', graph: ready.graph, quote: runQuoteOf(ready, ready.rows, only) });
      return summary(caller, id);
    },

    async retry(caller, id, node, { elements, fresh }) {
      const row = await findRow(caller, id);
      const isThere = await table.look(row, (run) => node in run.graph.nodes);
      if (!isThere) throw new ApiError(404, 'NODE_UNKNOWN', `This run has no node “${node}”.`);
      return act(caller, id, { type: 'retry', node, ...(elements ? { elements } : {}), ...(fresh === undefined ? {} : { fresh }) });
    },

    async decide(caller, id, step, given) {
      const row = await findRow(caller, id);
      const { input, keep } = await answer(store, row, await table.look(row, (run) => askedOf(row, run, step)), given, now());
      if (keep) await store.results.keep(keep.workspaceId, keep.fingerprint, keep.result, { replace: keep.replace, at: now() });
      await table.send(row, input);
      return summary(caller, id);
    },

    report: (runId, input, keep) => table.report(runId, input, keep),

    async close() {
      closed = true;
      clearInterval(sweeping);
      await table.close();
    },
  };

  async function begin(caller: Caller, input: StartInput, ready: Prepared, budgetMicros: number): Promise<RunSummary> {
    const { graph, tier, assets } = ready;
    const quote = runQuoteOf(ready, ready.rows, input.only);
    const at = now();
    const row: RunRow = {
      id: randomUUID(),
      workspaceId: caller.workspaceId,
      userId: caller.userId,
      graphId: input.graphId ?? null,
      name: graph.name ?? 'Untitled',
      label: input.label ?? null,
      tier,
      state: 'queued',
      priority: 0,
      seq: 1,
      tally: {},
      quote,
      estimate: estimateView(ready.quote, ready.problems),
      budgetMicros,
      idempotencyKey: input.idempotencyKey ?? null,
      createdAt: at,
      startedAt: at,
      endedAt: null,
    };
    const first: Change = { type: 'graph-set', graph, quote };
    await store.quotes.keepChoices(caller.workspaceId, graphKeyOf(input, graph), tier, { ...quote.choices });
    try {
      await store.runs.insert(row, [{ seq: 1, at, change: first }]);
      await table.begin(row, newRun(graph, quote, assets), 1);
    } catch (error) {
      // It may be stored all the same: then it goes on as soon as it can be read.
      table.reopenLater(row.id);
      throw error;
    }
    return summary(caller, row.id);
  }
}

/** The last run's choices are remembered by saved graph, else by name. */
function graphKeyOf(input: { graphId?: string | undefined }, graph: Graph): string {
  return input.graphId ?? `name:${graph.name ?? ''}`;
}

function checkOnly(graph: Graph, only: readonly string[] | undefined): void {
  const unknown = only?.find((id) => !graph.nodes[id]);
  if (unknown !== undefined) throw new ApiError(422, 'NODE_UNKNOWN', `“only” names “${unknown}”, which is not in the graph.`);
}
