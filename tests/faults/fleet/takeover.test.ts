import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '#server/store/open-store.ts';
import { Films } from './films.ts';
import { type Fleet, openFleet } from './fleet.ts';
import { followByEvents } from './followers.ts';

/** A claim's lease; that of a driver is shorter. */
const leaseMs = 10_000;
const goesOnWithinMs = 8_000;
const inFull = process.env.FAULT_ROUNDS !== undefined;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await openFleet({ provider: { answerAfterMs: () => 400 } });
}, 120_000);
afterAll(() => fleet?.close(), 60_000);

describe.runIf(inFull)('what a dead process held, another takes over', { timeout: 240_000 }, () => {
  it('a killed server’s runs go on at the other one within the lease, and whoever follows misses nothing', async () => {
    const [here, there] = fleet.servers;
    const films = new Films(fleet, 'Orphaned');
    const id = await films.begin(here, 6);
    await films.until(id, ({ stepList }) => stepList.some(({ state }) => state === 'done'));
    const follower = followByEvents(() => there, id);
    await here.kill9();
    const killed = performance.now();
    const before = (await films.view(id, there)).seq;
    await films.until(id, ({ seq }) => seq > before);
    const tookMs = performance.now() - killed;
    process.stdout.write(`a run goes on ${Math.round(tookMs)} ms after its server was killed\n`);
    expect(tookMs).toBeLessThan(goesOnWithinMs);
    expect(await films.finish()).toEqual(['done']);
    await follower.ended;
    expect(follower.wrong).toEqual([]);
    expect(await films.broken()).toEqual([]);
    await here.start();
  });

  it('a run whose log cannot be read keeps no other from being taken over', async () => {
    const [here, there] = fleet.servers;
    const films = new Films(fleet, 'Beside a damaged one');
    const damaged = await films.begin(here, 6);
    const id = await films.begin(here, 2);
    await films.until(id, ({ stepList }) => stepList.length > 3);
    await here.kill9();
    await inDatabase(`delete from run_log where run_id = '${damaged}'`);
    const before = (await films.view(id, there)).seq;
    await films.until(id, ({ seq }) => seq > before, 20_000);
    await films.until(id, ({ state }) => state === 'done');
    await inDatabase(`update runs set state = 'failed' where id = '${damaged}'`);
    films.forget(damaged);
    await here.start();
  });

  it('a worker killed in the middle of a step: another does it within the lease', async () => {
    const films = new Films(fleet, 'Halved');
    const id = await films.begin(fleet.servers[0], 4);
    await films.until(
      id,
      ({ stepList }) => stepList.filter(({ id: step, state }) => step.startsWith('clips') && state === 'running').length > 1,
    );
    await fleet.workers[0].kill9();
    expect(await films.finish(60_000)).toEqual(['done']);
    expect(await films.broken()).toEqual([]);
    await fleet.workers[0].start();
  });

  it('both workers killed while paid calls wait for their answers: each is paid once, or a person was asked', async () => {
    const films = new Films(fleet, 'Unanswered');
    const before = fleet.provider.books().submits;
    await films.begin(fleet.servers[1], 3);
    await expect.poll(() => fleet.provider.books().submits, { timeout: 60_000, interval: 10 }).toBeGreaterThan(before);
    await Promise.all(fleet.workers.map((worker) => worker.kill9()));
    await Promise.all(fleet.workers.map((worker) => worker.start()));
    expect(await films.finish()).toEqual(['done']);
    expect(await films.broken()).toEqual([]);
  });

  it('a worker that stands still for longer than its lease is fenced off: the step ends once, elsewhere', async () => {
    const films = new Films(fleet, 'Frozen');
    const id = await films.begin(fleet.servers[0], 6);
    const isBusy = async (): Promise<boolean> => {
      const { stepList } = await films.view(id);
      return stepList.filter(({ id: step, state }) => step.startsWith('clips') && state === 'running').length > 2;
    };
    await expect.poll(isBusy, { timeout: 60_000, interval: 20 }).toBe(true);
    fleet.workers[0].freeze();
    await sleep(leaseMs + 5_000);
    fleet.workers[0].thaw();
    expect(await films.finish()).toEqual(['done']);
    await sleep(4_000);
    expect(await endings(id)).toEqual([]);
    expect(await films.broken()).toEqual([]);
  });

  it('a server that stands still for longer than its lease does not write over what the other one did', async () => {
    const [here, there] = fleet.servers;
    const films = new Films(fleet, 'Stood still');
    const id = await films.begin(here, 6);
    await films.until(id, ({ stepList }) => stepList.some(({ state }) => state === 'done'));
    here.freeze();
    await sleep(leaseMs + 5_000);
    const view = await films.view(id, there);
    here.thaw();
    expect(view.seq).toBeGreaterThan(0);
    expect(await films.finish()).toEqual(['done']);
    const seen = await Promise.all(fleet.servers.map((server) => films.view(id, server)));
    expect(seen.map(({ seq, state }) => ({ seq, state }))).toEqual(seen.map(() => ({ seq: seen[0]?.seq, state: 'done' })));
    expect(await endings(id)).toEqual([]);
    expect(await films.broken()).toEqual([]);
  });

  it('every process is restarted in turn while films are made: none is lost, nothing is done twice, no request is refused', async () => {
    const films = new Films(fleet, 'Rolled');
    for (const server of fleet.servers) await films.begin(server, 4);
    for (const one of fleet.processes) {
      await sleep(1_500);
      await one.stop();
      expect(one.exitCode).toBe(0);
      await one.start();
    }
    expect(await films.finish()).toEqual(['done']);
    expect(await films.broken()).toEqual([]);
  });
});

async function inDatabase(statement: string): Promise<void> {
  const client = new Client({ connectionString: fleet.databaseUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Steps whose end was written more than once. */
async function endings(runId: string): Promise<string[]> {
  const store = await openStore({ databaseUrl: fleet.databaseUrl });
  const ends = new Map<string, number>();
  for (const { change } of await store.runs.log(runId)) {
    const { type, id = '', state = '' } = change as { type: string; id?: string; state?: string };
    if (type === 'step-moved' && ['done', 'failed', 'cached'].includes(state)) ends.set(id, (ends.get(id) ?? 0) + 1);
  }
  await store.close();
  return [...ends].flatMap(([id, count]) => (count > 1 ? [`${id} ended ${count} times`] : []));
}
