/*
 * The two parts of the queue that take several statements run inside PostgreSQL, in one round trip. Every statement in them
 * sees what was committed before it began. They do not wait for the disk: a queue may lose what a crash of the database takes.
 */

/** The database's time in milliseconds since 1970. */
export const fleetNow = `
create function fleet_now() returns bigint language sql volatile as
$$ select floor(extract(epoch from clock_timestamp()) * 1000)::bigint $$`;

/** The highest priority of a lane's tasks that may start now. */
const topOf = (lane: string): string =>
  `(select t.priority from tasks t where t.lane = ${lane} and t.wanted = 1 and t.free_at_ms <= now_ms order by t.priority desc limit 1)`;

/**
 * The task of a lane that goes next: of the highest priority the user that has had the least, then rank, place, who came first.
 * Users are looked through in order, and the first one that has something ends the search.
 */
const firstIn = (lane: string): string => `(
  select head.*
  from (select s.user_id, ${topOf(lane)} as top from fair_shares s where s.lane = ${lane} order by s.vtime, s.user_id) f
  cross join lateral (
    select t.* from tasks t
    where t.lane = ${lane} and t.user_id = f.user_id and t.priority >= f.top and t.wanted = 1 and t.free_at_ms <= now_ms
    order by t.priority desc, t.rank desc, t.place, t.ticket limit 1
  ) head
  limit 1
)`;

/**
 * Puts tasks in, given as a JSON list of rows; answers each lane with how many were new. A user that had nothing waiting in a
 * lane comes in at the lane's present virtual time (start-time fair queueing); where nothing was in the lane, nobody owes anything.
 * \`touched_ms\` keeps the clean-up from taking a share away whose tasks are being put in.
 */
export const putTasks = `
create function put_tasks(incoming text) returns table (in_lane text, added bigint) language plpgsql as $$
declare
  now_ms bigint := fleet_now();
  given tasks[] := array(select r from json_populate_recordset(null::tasks, incoming::json) r);
  flow record;
  is_empty boolean;
  joins_at double precision;
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into lanes (lane) select distinct g.lane from unnest(given) g order by 1 on conflict do nothing;
  for flow in select distinct g.lane, g.user_id from unnest(given) g order by 1, 2 loop
    joins_at := 0;
    is_empty := false;
    if not exists (select 1 from tasks t where t.lane = flow.lane and t.user_id = flow.user_id and t.holder is null) then
      is_empty := not exists (select 1 from tasks t where t.lane = flow.lane);
      if is_empty then
        select coalesce(max(f.vtime), 0) into joins_at from fair_shares f where f.lane = flow.lane;
      else
        select coalesce(least(max(f.started), min(f.vtime) filter (where exists (
          select 1 from tasks t where t.lane = f.lane and t.user_id = f.user_id and t.holder is null
        ))), 0) into joins_at from fair_shares f where f.lane = flow.lane;
      end if;
    end if;
    insert into fair_shares as f (lane, user_id, vtime, started, touched_ms)
    values (flow.lane, flow.user_id, joins_at, case when is_empty then joins_at else 0 end, now_ms)
    on conflict (lane, user_id) do update set
      vtime = greatest(f.vtime, excluded.vtime), started = greatest(f.started, excluded.started), touched_ms = excluded.touched_ms
    where f.vtime < excluded.vtime or f.started < excluded.started or f.touched_ms < now_ms - 60000;
  end loop;
  delete from tasks t using unnest(given) g
  where t.run_id = g.run_id and t.step_id = g.step_id and t.attempt = g.attempt
    and t.wanted = 0 and t.free_at_ms <= now_ms;
  return query
    with fresh as (
      insert into tasks (run_id, step_id, attempt, workspace_id, user_id, lane, priority, rank, place, seconds, not_before_ms, job,
        ticket, free_at_ms, holder, fence, claims, wanted)
      select g.run_id, g.step_id, g.attempt, g.workspace_id, g.user_id, g.lane, g.priority, g.rank, g.place, g.seconds, g.not_before_ms,
        g.job, nextval('task_numbers'), ceil(g.not_before_ms)::bigint, null, 0, 0, 1
      from unnest(given) g
      on conflict do nothing
      returning tasks.lane
    )
    select fresh.lane, count(*) from fresh group by fresh.lane;
end $$`;

/**
 * Claims the best task of these lanes that may start now. Claims of one lane happen one after the other (its row in \`lanes\` is
 * locked), so order and limits are exact however many processes ask. Lanes take turns by the seconds begun in them; one that
 * had nothing to give is not let fall behind by more than a minute. The planner is kept to walking along the indexes, also while it
 * knows nothing of a table that was empty a moment ago.
 */
export const claimTask = `
create function claim_task(for_holder text, asked text[], lease_ms bigint) returns setof tasks language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_incremental_sort = off set jit = off as $$
declare
  now_ms bigint;
  closed text[] := '{}';
  chosen text;
  gate lanes;
  best tasks;
  given tasks;
begin
  perform set_config('synchronous_commit', 'off', true);
  loop
    now_ms := fleet_now();
    if array_length(asked, 1) = 1 then
      if closed <> '{}' or ${topOf('asked[1]')} is null then return; end if;
      chosen := asked[1];
    else
      select l.lane into chosen
      from lanes l cross join lateral ${firstIn('l.lane')} t
      where l.lane = any (asked) and l.lane <> all (closed) and l.paused_until_ms <= now_ms
      order by t.priority desc, l.turn, t.rank desc, t.place, t.ticket limit 1;
      if not found then return; end if;
    end if;

    select * into gate from lanes l where l.lane = chosen for update;
    now_ms := fleet_now();
    if gate.paused_until_ms > now_ms
      or (gate.concurrent is not null and gate.concurrent <= (
        select count(*) from tasks t where t.lane = chosen and t.holder is not null and t.free_at_ms > now_ms))
      or (gate.per_minute is not null and gate.per_minute <= (
        select count(*) from lane_starts s where s.lane = chosen and s.at_ms > now_ms - 60000))
    then closed := closed || chosen; continue; end if;

    select * into best from ${firstIn('chosen')} t;
    if not found then closed := closed || chosen; continue; end if;
    update tasks t set holder = for_holder, fence = nextval('task_numbers'), claims = t.claims + 1, free_at_ms = now_ms + lease_ms
    where t.run_id = best.run_id and t.step_id = best.step_id and t.attempt = best.attempt and t.wanted = 1 and t.free_at_ms <= now_ms
    returning * into given;
    if not found then continue; end if;

    update fair_shares f set started = f.vtime, vtime = f.vtime + greatest(given.seconds, 0.1)
      / coalesce((select w.weight from user_weights w where w.user_id = given.user_id), 1)
    where f.lane = chosen and f.user_id = given.user_id;
    if gate.per_minute is not null then
      delete from lane_starts s where s.lane = chosen and s.at_ms <= now_ms - 60000;
      insert into lane_starts (lane, at_ms) values (chosen, now_ms);
    end if;
    if array_length(asked, 1) > 1 then
      update lanes l set turn = l.turn + greatest(given.seconds, 0.1) where l.lane = chosen;
      update lanes l set turn = gate.turn where l.lane in (
        select o.lane from lanes o where o.lane = any (asked) and o.turn < gate.turn - 60 for update skip locked);
    end if;
    return next given;
    return;
  end loop;
end $$`;
