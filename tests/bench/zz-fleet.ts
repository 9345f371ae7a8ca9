import { startPostgres } from '../services/postgres.ts';
import { startRedis } from '../services/redis.ts';
import { caller } from '../server/runs/open-engine.ts';
import { openFleet } from './measured-engines.ts';
import { chain, fanOut } from './no-op-graphs.ts';
import { measureBullmq } from './raw-bullmq.ts';
import { commitBare } from './recorded-commits.ts';
const [pg, redis] = await Promise.all([startPostgres(), startRedis()]);
console.log(await measureBullmq(redis.url, { chain: 300, fanOut: 2000, slots: 8 }));
for (const [name, graph, n] of [['chain', chain(200), 200], ['fan', fanOut(1000), 1000]] as const) {
  const e = await openFleet(8, pg, redis);
  const cpu = (a: NodeJS.CpuUsage) => { const b = process.cpuUsage(a); return (b.user + b.system) / 1000; };
  const c0 = process.cpuUsage(); const t0 = performance.now();
  const { id } = await e.engine.start(caller, { graph });
  const c1 = process.cpuUsage(); const t1 = performance.now();
  await e.ended(id);
  console.log(name, 'start', (t1 - t0) | 0, 'ms/step', (performance.now() - t1) / n, 'cpu', cpu(c1) / n, 'commits', e.commits.length);
  const { store, close } = await e.openBare();
  console.log('  bare', (await commitBare(store, e.commits)) / n, 'a commit', (await commitBare({ ...store, runs: { ...store.runs, insert: async () => {} } } as never, [])));
  await close(); await e.close();
}
await redis.stop(); await pg.stop();
process.exit(0);
