#!/usr/bin/env node
// npm run bench: the benchmarks. `npm run bench -- NAME` runs one of them.
import { runRoom } from './launch/room.mjs';
import { launching } from './setup/installation.mjs';
import { ensureNode } from './setup/node-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';

await launching(() => {
  const node = ensureNode();
  ensurePackages(node);
  return runRoom({ node, file: 'tests/bench/main.ts', args: process.argv.slice(2) });
});
