#!/usr/bin/env node
// npm run faults: every fault experiment in full. `npm run faults -- PATH` runs those of that path.
import { runTests } from './checks/run-tests.mjs';
import { launching } from './setup/installation.mjs';
import { ensureNode } from './setup/node-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureTools } from './setup/system-packages.mjs';

await launching(async () => {
  const node = ensureNode();
  ensurePackages(node);
  ensureTools('test');
  process.env.FAULT_ROUNDS ??= '20';
  const asked = process.argv.slice(2);
  const { passed, failed } = await runTests(
    node,
    asked.length > 0 ? asked : ['tests/faults', 'tests/server/storage/s3-faults.test.ts', 'tests/server/queue/fleet-queue-faults.test.ts'],
  );
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});
