import { createHash, randomUUID } from 'node:crypto';
import { type Graph, settingsOf } from '#graphs/document.ts';
import { readGraph } from '#graphs/read-graph.ts';
import { type Change, endedPhases, newRun, type Run, type RunQuote } from '#graphs/run.ts';
import { canonical } from '#nodes/canonical.ts';
import type { Item, Result } from '#nodes/items.ts';
import type { Row } from '#nodes/price.ts';
import { ApiError } from '#server/api-error.ts';
import { microsFromUsd, usdFromMicros } from '#server/contract/money.ts';
import type { RunSummary } from '#server/contract/runs.ts';
import type { Storage } from '#server/storage/contract.ts';
import type { RunRow, Store } from '#server/store/contract.ts';
import { assetsOf } from './assets-of.ts';
import { replay } from './driver.ts';
import type { Caller, Engine, EstimateInput, StartInput } from './engine-contract.ts';
import { estimateView } from './estimate-view.ts';
import { eventViews } from './event-view.ts';
import { filesOf } from './files-of.ts';
import { LiveRun, type StepRunner } from './live-run.ts';
import { createLocalLane } from './local-lane.ts';
import type { Logger } from './logger.ts';
import { outputsView } from './outputs-view.ts';
import { demandRunnable, type Prepared, prepare } from './prepare.ts';
import { runView, summaryView } from './run-view.ts';

export type EngineOptions = {
  readonly store: Store;
  readonly storage: Storage;
  readonly rows: readonly Row[];
  readonly log: Logger;
  readonly now?: () => Date;
  /** Steps that run at the same time on this machine. */
  readonly slots: number;
  readonly runStep: StepRunner;
};

const quoteMinutes = 30;
const reopenAfterMs = 1_000;

/** The engine of one process: everything that is generated begins here. */
export function createEngine(options: EngineOptions): Engine {
  const { store, storage, rows, log, slots } = options;
  const clock = options.now ?? (() => new Date());
  const now = (): string => clock().toISOString();
  const lane = createLocalLane(slots);
  const live = new Map<string, LiveRun>();
  const opening = new Map<string, Promise<LiveRun>>();
  let closed = false;

  const ports = {
    store,
    lane,
    now,
    log,
    runStep: options.runStep,
    files: (row: RunRow) => filesOf(storage, store.assets, row, now),
    broken(runId: string): void {
      live.get(runId)?.abandon();
      live.delete(runId);
      reopenLater(runId);
    },
  };

  async function replayed(row: RunRow): Promise<{ run: Run; seq: number }> {
    const entries = await store.runs.log(row.id);
    const [first] = entries as readonly { change: Extract<Change, { type: 'graph-set' }> }[];
    if (!first) throw new ApiError(500, 'RUN_DAMAGED', `The log of run ${row.id} is empty.`);
    const run = replay(newRun(first.change.graph, first.change.quote, new Map()), entries);
    run.assets = await assetsOf(store.assets, row.workspaceId, run.graph);
    return { run, seq: entries.at(-1)?.seq ?? 0 };
  }

  /** A run whose log could not be written (a full disk, say) goes on from its log as soon as that can be read and written again. */
  function reopenLater(runId: string): void {
    const timer = setTimeout(() => {
      if (closed) return;
      reopen(runId).catch((err: unknown) => {
        log.error({ err, run: runId }, 'a run could not be taken up again yet');
        reopenLater(runId);
      });
    }, reopenAfterMs);
    timer.unref();
  }

  async function reopen(runId: string): Promise<void> {
    const row = (await store.runs.unfinished()).find(({ id }) => id === runId);
    if (row) await (await open(row)).driver.recover();
  }

  async function findRow({ workspaceId }: Caller, id: string): Promise<RunRow> {
    const row = await store.runs.find(workspaceId, id);
    if (!row) throw new ApiError(404, 'RUN_UNKNOWN', `There is no run “${id}”.`);
    return row;
  }

  /** The run in memory, opened from its log where it is not. */
  function open(row: RunRow): Promise<LiveRun> {
    const found = live.get(row.id);
    if (found) return Promise.resolve(found);
    const under = opening.get(row.id);
    if (under) return under;
    const promise = replayed(row).then(({ run, seq }) => {
      const opened = new LiveRun(row, run, seq, ports);
      live.set(row.id, opened);
      return opened;
    });
    opening.set(row.id, promise);
    return promise.finally(() => opening.delete(row.id));
  }

  /** A run for reading: the one in memory, else a replay that is not kept. */
  async function read(caller: Caller, id: string): Promise<{ row: RunRow; run: Run; seq: number }> {
    const row = await findRow(caller, id);
    const found = live.get(id);
    if (found) return { row, run: found.run, seq: found.driver.seq };
    return { row, ...(await replayed(row)) };
  }

  /** A run that is not under way is told from its row alone. */
  async function summary(caller: Caller, id: string): Promise<RunSummary> {
    const row = await findRow(caller, id);
    return summaryView(row, live.get(id));
  }

  const graphKeyOf = (input: { graphId?: string | undefined }, graph: Graph): string => input.graphId ?? `name:${graph.name ?? ''}`;
  const quoteOf = ({ tier, quote }: Prepared, only: readonly string[] | undefined): RunQuote => {
    const chosen = new Set(Object.values(quote.choices));
    return { tier, choices: quote.choices, rows: rows.filter(({ id }) => chosen.has(id)), ...(only ? { only } : {}) };
  };

  async function prepared(caller: Caller, input: EstimateInput & { graphId?: string; only?: readonly string[] }): Promise<Prepared> {
    const { graph } = readGraph(input.graph);
    return prepare(input, {
      store,
      rows,
      slots,
      workspaceId: caller.workspaceId,
      ...(graph ? { graphKey: graphKeyOf(input, graph) } : {}),
      ...(input.only ? { only: input.only } : {}),
    });
  }

  async function act(caller: Caller, id: string, input: Parameters<LiveRun['driver']['send']>[0]): Promise<RunSummary> {
    const row = await findRow(caller, id);
    await (await open(row)).driver.send(input);
    return summary(caller, id);
  }

  return {
    async recover() {
      for (const row of await store.runs.unfinished()) {
        const run = await open(row);
        await run.driver.recover();
        log.info({ run: row.id, steps: run.run.steps.size }, 'picked up a run');
      }
    },

    async estimate(caller, input) {
      const ready = await prepared(caller, input);
      return estimateView(ready.quote, ready.problems);
    },

    async quote(caller, input) {
      const ready = await prepared(caller, input);
      demandRunnable(ready);
      const graphHash = hashOf(ready.graph);
      const expiresAt = new Date(clock().getTime() + quoteMinutes * 60_000).toISOString();
      const id = randomUUID();
      const maxMicros = ready.quote.micros.max;
      await store.quotes.insert({
        id,
        workspaceId: caller.workspaceId,
        graphHash,
        expiresAt,
        body: { graph: ready.graph, tier: ready.tier, maxMicros },
      });
      return { ...estimateView(ready.quote, ready.problems), id, graphHash, expiresAt };
    },

    async start(caller, input) {
      if (input.idempotencyKey) {
        const before = await store.runs.findByIdempotencyKey(caller.workspaceId, input.idempotencyKey);
        if (before) return summary(caller, before.id);
      }
      const held = input.quoteId === undefined ? undefined : await heldQuote(store, caller, input, clock());
      const ready = await prepared(caller, held ? { ...input, graph: held.graph, tier: held.tier, inputs: {} } : input);
      demandRunnable(ready);
      checkOnly(ready.graph, input.only);
      const budgetMicros = input.budgetUsd === undefined ? settingsOf(ready.graph).budgetMicros : microsFromUsd(input.budgetUsd);
      const least = ready.quote.micros.min;
      if (least > budgetMicros)
        throw new ApiError(
          402,
          'OVER_BUDGET',
          `The least this run can cost is $${usdFromMicros(least)}; its budget is $${usdFromMicros(budgetMicros)}. Raise the budget or choose a lower tier.`,
        );
      if (held && ready.quote.micros.max > held.maxMicros)
        throw new ApiError(409, 'QUOTE_STALE', 'Prices have risen since this quote. Get a new one.');
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
      const runs = page.map((row) => summaryView(row, live.get(row.id)));
      const last = page.at(-1);
      return { runs, ...(found.length > filter.limit && last ? { next: `${last.createdAt}|${last.id}` } : {}) };
    },

    async view(caller, id) {
      const { row, run, seq } = await read(caller, id);
      return runView(row, run, seq);
    },

    async outputs(caller, id) {
      const { run } = await read(caller, id);
      return outputsView(id, run);
    },

    async eventsAfter(caller, id, after) {
      const { row, run } = await read(caller, id);
      return eventViews(row.id, run, await store.runs.log(row.id, after));
    },

    async listen(caller, id, listener) {
      const run = await open(await findRow(caller, id));
      run.listeners.add(listener);
      return () => void run.listeners.delete(listener);
    },

    cancel: (caller, id) => act(caller, id, { type: 'cancel' }),
    pause: (caller, id) => act(caller, id, { type: 'pause' }),
    resume: (caller, id) => act(caller, id, { type: 'resume' }),

    async amend(caller, id, input) {
      const row = await findRow(caller, id);
      const ready = await prepared(caller, {
        graph: input.graph,
        tier: row.tier as Prepared['tier'],
        ...(row.graphId ? { graphId: row.graphId } : {}),
      });
      demandRunnable(ready);
      const run = await open(row);
      run.run.assets = ready.assets;
      await run.driver.send({ type: 'amend', graph: ready.graph, quote: quoteOf(ready, run.run.quote.only) });
      return summary(caller, id);
    },

    async retry(caller, id, node, { elements, fresh }) {
      const { run } = await read(caller, id);
      if (!run.graph.nodes[node]) throw new ApiError(404, 'NODE_UNKNOWN', `This run has no node “${node}”.`);
      return act(caller, id, { type: 'retry', node, ...(elements ? { elements } : {}), ...(fresh === undefined ? {} : { fresh }) });
    },

    async decide(caller, id, step, { choice, note }) {
      const run = await open(await findRow(caller, id));
      const entry = run.run.steps.get(step);
      if (entry?.state !== 'awaiting-person') throw new ApiError(409, 'NOT_WAITING', `“${step}” does not wait for a decision.`);
      const { attempt, fingerprint = '' } = entry;
      if (choice === 'approve') {
        const result: Result = { items: { item: run.readsOf(entry).item as Item } };
        await run.keep(fingerprint, result, false);
        await run.driver.send({ type: 'succeeded', step, attempt, result });
      } else {
        await run.driver.send({
          type: 'failed',
          step,
          attempt,
          error: {
            code: 'REJECTED',
            message: note ? `Not approved: ${note}` : 'Not approved. Change what leads here, or approve it after a retry.',
          },
        });
      }
      return summary(caller, id);
    },

    async close() {
      closed = true;
      for (const run of live.values()) run.close();
      await lane.close();
    },
  };

  async function begin(caller: Caller, input: StartInput, ready: Prepared, budgetMicros: number): Promise<RunSummary> {
    const { graph, tier, assets } = ready;
    const quote = quoteOf(ready, input.only);
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
    await store.runs.insert(row, [{ seq: 1, at, change: first }]);
    await store.quotes.keepChoices(caller.workspaceId, graphKeyOf(input, graph), tier, { ...quote.choices });
    const run = new LiveRun(row, newRun(graph, quote, assets), 1, ports);
    live.set(row.id, run);
    await run.driver.send({ type: 'start' });
    forgetWhenEnded();
    return summary(caller, row.id);
  }

  /** Runs that ended and that nobody watches are read from their log again when asked for. */
  function forgetWhenEnded(): void {
    for (const [id, run] of live) {
      if (!endedPhases.has(run.run.phase) || !run.driver.ended || run.listeners.size > 0) continue;
      run.close();
      live.delete(id);
    }
  }
}

function hashOf(graph: Graph): string {
  return createHash('sha256').update(canonical(graph)).digest('hex');
}

function checkOnly(graph: Graph, only: readonly string[] | undefined): void {
  const unknown = only?.find((id) => !graph.nodes[id]);
  if (unknown !== undefined) throw new ApiError(422, 'NODE_UNKNOWN', `“only” names “${unknown}”, which is not in the graph.`);
}

type Held = { graph: unknown; tier: Prepared['tier']; maxMicros: number };

async function heldQuote(store: Store, caller: Caller, { quoteId = '', graph }: StartInput, at: Date): Promise<Held> {
  const quote = await store.quotes.find(caller.workspaceId, quoteId);
  if (!quote) throw new ApiError(404, 'QUOTE_UNKNOWN', `There is no quote “${quoteId}”. Get a new one.`);
  if (quote.expiresAt < at.toISOString()) throw new ApiError(409, 'QUOTE_STALE', 'This quote has expired. Get a new one.');
  const held = quote.body as Held;
  const given = graph === undefined ? undefined : readGraph(graph).graph;
  if (given && hashOf(given) !== quote.graphHash)
    throw new ApiError(409, 'QUOTE_STALE', 'The graph has changed since this quote. Get a new one.');
  return held;
}
