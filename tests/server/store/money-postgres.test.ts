import { Client } from 'pg';
import { expect, it } from 'vitest';
import { openStore } from '#server/store/open-store.ts';
import { sharedPostgres } from '../../services/shared-postgres.ts';
import { describeMoney } from './money-contract.ts';
import { busyMachine, callOf, november, runOf } from './money-rows.ts';

const newDatabase = async () => (await sharedPostgres()).newDatabase();

describeMoney('PostgreSQL', async () => openStore({ databaseUrl: await newDatabase() }));

it(
  'two servers take turns on the same money and never lock each other out',
  async () => {
    const databaseUrl = await newDatabase();
    const stores = [await openStore({ databaseUrl }), await openStore({ databaseUrl })] as const;
    const owners = ['ann', 'cat'].map((userId) => ({ workspaceId: 'one', userId }));
    const [store] = stores;
    for (const { workspaceId, userId } of owners) await store.accounts.ensure(workspaceId, userId, november);
    for (let run = 0; run < 4; run += 1) await store.runs.insert(runOf(`r${run}`, 1_000_000, owners[run % 2]), []);
    await Promise.all(
      Array.from({ length: 160 }, async (_, index) => {
        const { calls, ledger } = stores[(index >> 2) % 2] ?? store;
        const call = callOf(`s${index >> 3}`, { ...owners[index % 2], runId: `r${index % 4}` });
        await calls.begin(call);
        if (await calls.settle(call.ref, 60, november)) await ledger.refund(call.ref, 10, november);
      }),
    );
    expect(await store.ledger.ofMonth('workspace', 'one', '2026-11')).toEqual({ heldMicros: 0, spentMicros: 80 * 50 });
    for (const one of stores) await one.close();
    expect(await deadlocksOf(databaseUrl)).toBe(0);
  },
  busyMachine,
);

/** How often PostgreSQL had to end a transaction for two to go on; connections report it when they end. */
async function deadlocksOf(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query('select deadlocks from pg_stat_database where datname = current_database()');
  await client.end();
  return Number(rows[0].deadlocks);
}
