import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { seeded } from '../seeded.ts';
import { Films } from './films.ts';
import { type Fleet, openFleet } from './fleet.ts';

/** A sample in `npm test`; at least 60 in `npm run faults`. */
const kills = process.env.FAULT_ROUNDS === undefined ? 2 : Number(process.env.FAULT_ROUNDS) * 3;
const seed = Number(process.env.FAULT_SEED ?? 1);
const filmsAtOnce = 2;

it(
  `a fleet survives ${kills} kills of a server or worker at any moment: every film is finished, every call paid once (seed ${seed})`,
  async () => {
    const random = seeded(seed);
    const fleet = await openFleet({ provider: { answerAfterMs: () => random() * 300 } });
    const films = new Films(fleet, `Killed ${seed}`);
    const killed = { serve: 0, worker: 0 };
    try {
      for (let round = 0; round < kills; round += 1) {
        await keepBusy(fleet, films);
        await sleep(random() * 3_000);
        const victim = fleet.processes[Math.floor(random() * fleet.processes.length)];
        if (!victim) continue;
        await victim.kill9();
        killed[victim.role] += 1;
        // It stays away for a while, so that others must take over, or comes back at once.
        await sleep(random() < 0.3 ? 4_000 : random() * 500);
        await victim.start();
      }
      expect(await films.finish()).toEqual(['done']);
      process.stdout.write(
        `fleet: ${kills} kills (seed ${seed}): ${killed.serve} of servers, ${killed.worker} of workers; ${films.ids.length} films, ` +
          `${fleet.provider.books().jobs.length} pictures paid for, ${fleet.wanted.resubmits} sent again by a person\n`,
      );
      expect(await films.broken()).toEqual([]);
    } finally {
      await fleet.close();
    }
  },
  240_000 + kills * 30_000,
);

/** Some films are always under way. */
async function keepBusy({ servers }: Fleet, films: Films): Promise<void> {
  const views = await Promise.all(films.ids.slice(-2 * filmsAtOnce).map((id) => films.view(id)));
  const open = views.filter(({ state }) => state !== 'done').length;
  for (let count = open; count < filmsAtOnce; count += 1) await films.begin(servers[films.ids.length % 2 === 0 ? 0 : 1]);
}
