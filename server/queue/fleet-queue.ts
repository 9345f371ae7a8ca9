import { type Kysely, type QueryResult, type RawBuilder, type Selectable, sql } from 'kysely';
import pRetry from 'p-retry';
import { DatabaseLostError, isWorthAnotherTry } from '#server/store/database-errors.ts';
import type { Tables } from '#server/store/tables.ts';
import { type Claim, type Lane, type LaneLimit, type LaneLoad, leaseMs, type Queue, type Task } from './contract.ts';
import { Hints, type HintsLog } from './hints.ts';
import { LaneGate } from './lane-gate.ts';
import { PollTimer } from './poll-timer.ts';
import { toRow, toTask } from './task-rows.ts';
import { sweepTasks } from './task-sweep.ts';

export type FleetQueueOptions = {
  /** PostgreSQL with the present tables; the caller closes it. */
  readonly database: Kysely<Tables>;
  readonly redisUrl: string;
  readonly log: HintsLog;
  /** Prefix of everything in Redis; fleets that share a Redis have different ones. */
  readonly prefix?: string;
};

const pollEveryMs = 2000;
const sweepEveryMs = 60_000;
/** Tasks of one statement. */
const putAtOnce = 2000;

/**
 * The queue of a fleet: rows in PostgreSQL, and hints through BullMQ that wake those who have nothing to do. Without Redis
 * everything goes on by looking every two seconds. Where the database cannot be reached, its methods throw and later work again.
 */
export function openFleetQueue(options: FleetQueueOptions): Queue {
  return new FleetQueue(options);
}

class FleetQueue implements Queue {
  private readonly database: Kysely<Tables>;
  private readonly hints: Hints;
  private readonly poll: PollTimer;
  private readonly sweep: PollTimer;

  constructor({ database, redisUrl, log, prefix = 'filmloom' }: FleetQueueOptions) {
    this.database = database;
    this.hints = new Hints({ redisUrl, log, prefix });
    this.poll = new PollTimer(pollEveryMs, () => this.look());
    this.sweep = new PollTimer(sweepEveryMs, () => sweepTasks(database));
  }

  async put(tasks: readonly Task[]): Promise<void> {
    for (let start = 0; start < tasks.length; start += putAtOnce) await this.putSome(tasks.slice(start, start + putAtOnce));
  }

  async claim(holder: string, lanes: readonly Lane[]): Promise<Claim | undefined> {
    try {
      const query = sql<Selectable<Tables['tasks']>>`select * from claim_task(${holder}, ${[...lanes]}::text[], ${leaseMs}::bigint)`;
      const [row] = (await send(this.database, query)).rows;
      this.hints.wanted(lanes, row === undefined);
      return row && { task: toTask(row), holder, fence: row.fence, claims: row.claims };
    } catch (error) {
      this.hints.wanted(lanes, true);
      throw error;
    }
  }

  async renew(claim: Claim): Promise<'held' | 'stop' | 'lost'> {
    const { rows } = await sql<{ wanted: number }>`
      update tasks set free_at_ms = fleet_now() + ${leaseMs}::bigint where ${held(claim)} returning wanted`.execute(this.database);
    const [row] = rows;
    if (!row) return 'lost';
    return row.wanted === 1 ? 'held' : 'stop';
  }

  async finish(claim: Claim): Promise<boolean> {
    const { rows } = await sql`
      with quickly as materialized (select set_config('synchronous_commit', 'off', true)),
      ended as (delete from tasks where ${held(claim)} returning 1)
      select * from ended, quickly`.execute(this.database);
    return rows.length > 0;
  }

  async release(claim: Claim, notBeforeMs = 0): Promise<boolean> {
    const { rows } = await sql`
      with gone as (delete from tasks where ${held(claim)} and wanted = 0 returning 1),
      back as (update tasks set holder = null, claims = claims - 1, free_at_ms = ${Math.ceil(notBeforeMs)}::bigint where ${held(claim)} and wanted = 1 returning 1)
      select * from gone union all select * from back`.execute(this.database);
    if (rows.length > 0) this.hints.send([{ ...claim.task, notBeforeMs }]);
    return rows.length > 0;
  }

  async stop(runId: string, steps: readonly StepAttempt[]): Promise<void> {
    const named = namedBy(runId, steps);
    // First the mark, so that whoever claims at this moment hears of it; then what nobody has is dropped.
    await sql`update tasks set wanted = 0 where ${named}`.execute(this.database);
    await this.withdraw(runId, steps);
  }

  async withdraw(runId: string, steps: readonly StepAttempt[]): Promise<void> {
    await sql`delete from tasks where ${namedBy(runId, steps)} and (holder is null or free_at_ms <= fleet_now())`.execute(this.database);
  }

  async prioritise(runId: string, priority: number): Promise<void> {
    await sql`update tasks set priority = ${priority} where run_id = ${runId}`.execute(this.database);
  }

  async weigh(userId: string, weight: number): Promise<void> {
    if (!(weight > 0 && weight < Infinity)) throw new RangeError(`A user's share is a number above 0; ${weight} is not.`);
    const insert = this.database.insertInto('user_weights').values({ user_id: userId, weight });
    await insert.onConflict((conflict) => conflict.column('user_id').doUpdateSet({ weight })).execute();
  }

  async limit(lane: Lane, limit: LaneLimit): Promise<void> {
    new LaneGate().setLimit(limit);
    const columns = { concurrent: limit.concurrent ?? null, per_minute: limit.perMinute ?? null };
    const insert = this.database.insertInto('lanes').values({ lane, ...columns, paused_until_ms: 0 });
    await insert.onConflict((conflict) => conflict.column('lane').doUpdateSet(columns)).execute();
  }

  async pause(lane: Lane, untilMs: number): Promise<void> {
    await sql`
      insert into lanes as l (lane, paused_until_ms) values (${lane}, ${Math.ceil(untilMs)}::bigint)
      on conflict (lane) do update set paused_until_ms = greatest(l.paused_until_ms, excluded.paused_until_ms)`.execute(this.database);
  }

  onWork(lanes: readonly Lane[], listener: () => void): () => void {
    const end = this.hints.listen(lanes, listener);
    this.poll.soon();
    return end;
  }

  async load(): Promise<LaneLoad[]> {
    const { rows } = await sql<{ lane: string; waiting: number; running: number; paused: number | null }>`
      select l.lane, count(t.lane) filter (where t.holder is null or t.free_at_ms <= n.now_ms) as waiting,
        count(t.lane) filter (where t.holder is not null and t.free_at_ms > n.now_ms) as running,
        case when l.paused_until_ms > n.now_ms then l.paused_until_ms end as paused
      from lanes l cross join (select fleet_now() as now_ms) n
      left join tasks t on t.lane = l.lane
        and (t.wanted = 1 or (t.holder is not null and t.free_at_ms > n.now_ms))
      group by l.lane, l.paused_until_ms, n.now_ms order by l.lane`.execute(this.database);
    return rows.map(({ lane, waiting, running, paused }) => ({
      lane,
      waiting,
      running,
      ...(paused === null ? {} : { pausedUntilMs: paused }),
    }));
  }

  async close(): Promise<void> {
    await Promise.all([this.poll.close(), this.sweep.close(), this.hints.close()]);
  }

  private async putSome(tasks: readonly Task[]): Promise<void> {
    const query = sql<{ in_lane: Lane }>`select in_lane from put_tasks(${JSON.stringify(tasks.map(toRow))})`;
    const added = new Set((await send(this.database, query)).rows.map((row) => row.in_lane));
    this.hints.send(tasks.filter(({ lane }) => added.has(lane)));
  }

  /** Rings for lanes in which something may be claimed, whatever became of the hints. */
  private async look(): Promise<void> {
    const lanes = this.hints.lanes();
    if (lanes.length === 0) return;
    const { rows } = await sql<{ lane: string }>`
      select l.lane from unnest(${lanes}::text[]) as l (lane)
      where exists (select 1 from tasks t
        where t.lane = l.lane and t.wanted = 1 and t.free_at_ms <= (select fleet_now()))`.execute(this.database);
    for (const { lane } of rows) this.hints.ring(lane);
  }
}

/** Sends a statement, again where the database undid it for the sake of another one. */
function send<T>(database: Kysely<Tables>, query: RawBuilder<T>): Promise<QueryResult<T>> {
  return pRetry(() => query.execute(database), {
    retries: 5,
    minTimeout: 10,
    maxTimeout: 200,
    randomize: true,
    shouldRetry: ({ error }) => !(error instanceof DatabaseLostError) && isWorthAnotherTry(error),
  });
}

type StepAttempt = { readonly stepId: string; readonly attempt: number };

function namedBy(runId: string, steps: readonly StepAttempt[]): RawBuilder<unknown> {
  return sql`run_id = ${runId} and (step_id, attempt) in (
    select * from unnest(${steps.map(({ stepId }) => stepId)}::text[], ${steps.map(({ attempt }) => attempt)}::int[]))`;
}

/** The row of a claim whose lease has not ended. */
function held({ task: { runId, stepId, attempt }, holder, fence }: Claim): RawBuilder<unknown> {
  return sql`run_id = ${runId} and step_id = ${stepId} and attempt = ${attempt} and holder = ${holder} and fence = ${fence} and free_at_ms > fleet_now()`;
}
