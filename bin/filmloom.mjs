#!/usr/bin/env node
// npx filmloom …: the command line, or with `agent` the process on a GPU box, with Node and the packages set up on first use.
import { runRoom } from './launch/room.mjs';
import { launching } from './setup/installation.mjs';
import { ensureNode } from './setup/node-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';

await launching(() => {
  const node = ensureNode();
  ensurePackages(node);
  const [command, ...rest] = process.argv.slice(2);
  if (command === 'agent') return runRoom({ node, file: 'gpu-agents/main.ts', args: rest });
  return runRoom({ node, file: 'server/cli/main.ts', args: process.argv.slice(2) });
});
