#!/usr/bin/env node
// npm start: sets up what is missing, then serves the editor.
import { runRoom } from './launch/room.mjs';
import { ensureEditor } from './setup/editor-build.mjs';
import { launching } from './setup/installation.mjs';
import { ensureNode } from './setup/node-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureTools } from './setup/system-packages.mjs';

await launching(() => {
  const node = ensureNode();
  ensurePackages(node);
  ensureTools('start');
  ensureEditor(node);
  return runRoom({ node, file: 'server/cli/main.ts', args: ['serve', ...process.argv.slice(2)] });
});
