import { openEmbedded } from '/work/main/tests/bench/measured-engines.ts';
import { chain, fanOut } from '/work/main/tests/bench/no-op-graphs.ts';
import { commitBare, stepsDone } from '/work/main/tests/bench/recorded-commits.ts';
import { caller } from '/work/main/tests/server/runs/open-engine.ts';
const graph = process.argv[2] === 'chain' ? chain(500) : fanOut(2000);
const n = process.argv[2] === 'chain' ? 500 : 2000;
for (let i = 0; i < 2; i++) {
const e = await openEmbedded(8);
const c0 = process.cpuUsage(); const t0 = performance.now();
const { id } = await e.engine.start(caller, { graph });
const c1 = process.cpuUsage(); const t1 = performance.now();
await e.ended(id);
const c2 = process.cpuUsage(); const t2 = performance.now();
const cpu = (a: any, b: any) => (b.user + b.system - a.user - a.system) / 1000;
console.log('start', (t1 - t0) | 0, 'cpu', cpu(c0, c1) | 0, 'run ms/step', (t2 - t1) / n, 'cpu', cpu(c1, c2) / n, 'commits', e.commits.length);
const { store, close } = await e.openBare();
const c3 = process.cpuUsage();
const bare = await commitBare(store, e.commits);
console.log('bare', bare / n, 'cpu', cpu(c3, process.cpuUsage()) / n);
await close(); await e.close();
}
process.exit(0);
