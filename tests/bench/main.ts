import { benchEngine } from './engine.ts';
import { benchFilm } from './film.ts';
import { benchGraph } from './graph.ts';
import { benchMakespan } from './makespan.ts';

import { benchMemory } from './memory.ts';
import { benchScheduler } from './scheduler.ts';
import { benchStart } from './start.ts';
import { benchWatchers } from './watchers.ts';

/** Benchmarks by name. Each prints a table of ratios against a peer in the same run; none of them gates anything. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  graph: benchGraph,
  engine: benchEngine,
  makespan: benchMakespan,
  film: benchFilm,
  scheduler: benchScheduler,
  memory: benchMemory,
  watchers: benchWatchers,
  start: benchStart,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !benches[name]);
if (unknown !== undefined) {
  console.error(`There is no benchmark “${unknown}”. Choose from: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n# ${name}`);
  await bench();
}
process.exit(0);
