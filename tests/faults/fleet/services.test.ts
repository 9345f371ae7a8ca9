import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../seeded.ts';
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
async function survives(name: string, happens: () => Promise<void>): Promise<void> {
  const films = new Films(fleet, name);
  const ids = [await films.begin(fleet.servers[0], 3), await films.begin(fleet.servers[1], 3)];
  const followers = ids.map((id, index) => followByEvents(() => fleet.servers[index === 0 ? 1 : 0], id));
  await films.until(ids[0] ?? '', ({ stepList }) => stepList.length > 3);
  await happens();
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

  it.runIf(inFull)('it stands still for ten seconds with every connection open', () =>
    survives('Half-open', async () => {
      await fleet.redis.pause();
      await sleep(10_000);
      await fleet.redis.resume();
    }),
  );

  it.runIf(inFull)('it is away from the beginning of a film to its end', () =>
    survives('Without Redis', async () => {
      await fleet.redis.down();
      const films = new Films(fleet, 'Begun without Redis');
      await films.begin(fleet.servers[0]);
      expect(await films.finish()).toEqual(['done']);
      await fleet.redis.restart();
    }).then(() => undefined),
  );
});

describe.runIf(inFull)('a film goes on, whatever happens to PostgreSQL', { timeout: 400_000 }, () => {
  it(`it is restarted ${restarts} times, every 5 to 10 seconds, under load`, () =>
    survives('Restarted', async () => {
      const random = seeded(1);
      for (let count = 0; count < restarts; count += 1) {
        await sleep(5_000 + random() * 5_000);
        await fleet.postgres.restart();
      }
    }));

  it('it is killed, and is away for five seconds', () =>
    survives('Killed', async () => {
      await fleet.postgres.kill9();
      await sleep(5_000);
      await fleet.postgres.restart();
    }));
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
