#!/usr/bin/env node
// npx filmloom …: the command line, with Node and the packages set up on first use.
import { runRoom } from './launch/room.mjs';
import { launching } from './setup/installation.mjs';
import { ensureNode } from './setup/node-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';

await launching(() => {
  const node = ensureNode();
  ensurePackages(node);
  return runRoom({ node, file: 'server/cli/main.ts', args: process.argv.slice(2) });
});
