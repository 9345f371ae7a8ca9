import { writeFileSync } from 'node:fs';

/**
 * What a test run came to, for the closing line of `npm test`.
 * @typedef {{ passed: number, failed: number, notRun: { test: string, reason: string }[] }} Tally
 */

/** A vitest reporter that writes a Tally as JSON to the file FILMLOOM_TALLY names. */
export default class TallyReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    /** @type {Tally} */
    const tally = { passed: 0, failed: unhandledErrors.length, notRun: [] };
    for (const module of modules) {
      if (module.errors().length > 0) tally.failed += 1;
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) tally.failed += 1;
      for (const test of module.children.allTests()) count(tally, test);
    }
    if (process.env.FILMLOOM_TALLY) writeFileSync(process.env.FILMLOOM_TALLY, JSON.stringify(tally));
  }
}

/**
 * @param {Tally} tally
 * @param {import('vitest/node').TestCase} test
 */
function count(tally, test) {
  const result = test.result();
  if (result.state === 'passed') tally.passed += 1;
  else if (result.state === 'failed') tally.failed += 1;
  else tally.notRun.push({ test: test.fullName, reason: (result.state === 'skipped' && result.note) || 'no reason given' });
}
