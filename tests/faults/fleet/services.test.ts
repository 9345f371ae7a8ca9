import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Health } from '#server/contract/catalogue.ts';
import { seeded } from '../seeded.ts';
import { api } from '../server-process.ts';
import { Films } from './films.ts';
import { type Fleet, openFleet } from './fleet.ts';
import { followByEvents } from './followers.ts';

const inFull = process.env.FAULT_ROUNDS !== undefined;
const restarts = 6;

let fleet: Fleet;
beforeAll(async () => {
  fleet = await openFleet();
}, 120_000);
afterAll(() => fleet?.close(), 60_000);

/** Films under way on both servers while something happens to a service; all of them end well, and all processes live. */
async function survives(name: string, happens: (films: Films) => Promise<void>): Promise<void> {
  const films = new Films(fleet, name);
  const ids = [await films.begin(fleet.servers[0], 3), await films.begin(fleet.servers[1], 3)];
  const followers = ids.map((id, index) => followByEvents(() => fleet.servers[index === 0 ? 1 : 0], id));
  await films.until(ids[0] ?? '', ({ stepList }) => stepList.length > 3);
  await happens(films);
  expect(await films.finish()).toEqual(['done']);
  await Promise.all(followers.map(({ ended }) => ended));
  expect(followers.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(await films.broken()).toEqual([]);
  expect(fleet.processes.filter(({ runs }) => !runs).map(({ role, said }) => `${role}: ${said}`)).toEqual([]);
}

describe('a film goes on, whatever happens to Redis', { timeout: 240_000 }, () => {
  it('it forgets everything', () => survives('Flushed', () => fleet.redis.flush()));

  it.runIf(inFull)('it is killed, and comes back empty', () =>
    survives('Emptied', async () => {
      await fleet.redis.kill9();
      await sleep(3_000);
      await fleet.redis.restart();
      await fleet.redis.flush();
    }),
  );

  it.runIf(inFull)('it stands still for ten seconds with every connection open, and servers say so', () =>
    survives('Half-open', async () => {
      await fleet.redis.pause();
      const [{ name }] = fleet.servers;
      expect(await api(name, '/health')).toMatchObject({ ok: false, checks: { redis: { ok: false }, database: { ok: true } } });
      await sleep(7_000);
      await fleet.redis.resume();
      await expect.poll(async () => (await api<Health>(name, '/health')).ok, { timeout: 30_000, interval: 500 }).toBe(true);
    }),
  );

  it.runIf(inFull)('it is away from the beginning of a film to its end', () =>
    survives('Without Redis', async (films) => {
      await fleet.redis.down();
      await films.begin(fleet.servers[0]);
      expect(await films.finish()).toEqual(['done']);
      await fleet.redis.restart();
    }),
  );
});

describe.runIf(inFull)('a film goes on, whatever happens to PostgreSQL', { timeout: 400_000 }, () => {
  it(`it is restarted ${restarts} times, every 5 to 10 seconds, under load`, () =>
    survives('Restarted', async (films) => {
      const random = seeded(1);
      for (let count = 0; count < restarts; count += 1) {
        await sleep(5_000 + random() * 5_000);
        await fleet.postgres.restart();
        await films.begin(fleet.servers[count % 2 === 0 ? 0 : 1]);
      }
    }));

  it('it is killed, and is away for five seconds', () =>
    survives('Killed', async () => {
      await fleet.postgres.kill9();
      await sleep(5_000);
      await fleet.postgres.restart();
    }));
});

describe.runIf(inFull)('without its database for more than a minute', { timeout: 240_000 }, () => {
  it('a worker ends with 1 and one line, for its supervisor; servers stay, and films go on afterwards', async () => {
    const films = new Films(fleet, 'Long away');
    await films.begin(fleet.servers[0]);
    await fleet.postgres.down();
    expect(await Promise.all(fleet.workers.map((worker) => worker.ended()))).toEqual([1, 1]);
    for (const { said } of fleet.workers)
      expect(said.trim().split('\n').at(-1)).toMatch(/^The database has not answered for a minute \(DATABASE_URL\)/);
    await fleet.postgres.restart();
    await Promise.all(fleet.workers.map((worker) => worker.start()));
    expect(await films.finish()).toEqual(['done']);
    expect(fleet.servers.every(({ runs }) => runs)).toBe(true);
    expect(await films.broken()).toEqual([]);
  });
});

describe.runIf(inFull)('a film goes on, whatever happens to S3', { timeout: 240_000 }, () => {
  it('every third request fails, and others answer in drops', ({ skip }) => {
    const { line } = fleet;
    if (!line) return skip('the S3 service cannot run here');
    let count = 0;
    return survives('Faulty files', async () => {
      line.choose(() => {
        count += 1;
        return count % 3 === 0 ? 'error' : count % 7 === 0 ? 'slow' : undefined;
      });
      await sleep(15_000);
      line.choose(() => undefined);
      expect(count).toBeGreaterThan(10);
    });
  });

  it('it is away for ten seconds', ({ skip }) => {
    const { line } = fleet;
    if (!line) return skip('the S3 service cannot run here');
    return survives('No files', async () => {
      await line.shut();
      await sleep(10_000);
      await line.open();
    });
  });
});
