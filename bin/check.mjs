#!/usr/bin/env node
// npm run lint, types, boundaries, unused: one group of the checks of npm test.
import { checks } from './checks/checks.mjs';
import { runCheck } from './checks/run-check.mjs';
import { launching, SetupError } from './setup/installation.mjs';
import { ensureNode } from './setup/node-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';

await launching(async () => {
  const group = process.argv[2];
  const chosen = checks.filter((check) => check.group === group);
  if (chosen.length === 0) throw new SetupError(`Name a group of checks: ${[...new Set(checks.map((check) => check.group))].join(', ')}.`);
  const node = ensureNode();
  ensurePackages(node);
  const outcomes = [];
  for (const check of chosen) outcomes.push(await runCheck(node, check));
  return outcomes.every((ok) => ok) ? 0 : 1;
});
