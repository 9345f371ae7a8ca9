#!/usr/bin/env node
// npm test: sets up what is missing, then every check and every test. `npm test -- PATH` runs the tests of that path.
import { checks } from './checks/checks.mjs';
import { runCheck, timed } from './checks/run-check.mjs';
import { runTests } from './checks/run-tests.mjs';
import { ensureEditor } from './setup/editor-build.mjs';
import { launching, SetupError } from './setup/installation.mjs';
import { ensureNode } from './setup/node-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureTools } from './setup/system-packages.mjs';

await launching(async () => {
  const node = ensureNode();
  ensurePackages(node);
  ensureTools('test');
  const outcomes = [];
  for (const check of checks) outcomes.push(await runCheck(node, check));
  outcomes.push(await timed('build of the editor', () => build(node)));
  const tests = await runTests(node, process.argv.slice(2));
  const passed = tests.passed + outcomes.filter((ok) => ok).length;
  const failed = tests.failed + outcomes.filter((ok) => !ok).length;
  report(tests.notRun);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});

/** @param {string} node */
async function build(node) {
  try {
    ensureEditor(node);
    return { ok: true, output: '' };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { ok: false, output: error.message };
  }
}

/** @param {{ test: string, reason: string }[]} notRun */
function report(notRun) {
  if (notRun.length === 0) return;
  process.stdout.write(`${notRun.length} not run:\n`);
  for (const { test, reason } of notRun) process.stdout.write(`  ${test} (${reason})\n`);
}
