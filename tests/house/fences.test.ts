import { globSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import config from '../../.dependency-cruiser.mjs';

const root = join(import.meta.dirname, '../..');
const fences = join(root, 'tests/fences');

async function cruiseFolder(baseDir: string): Promise<ICruiseResult> {
  const { options, ...rules } = config;
  const { output } = await cruise(['.'], { ...options, baseDir, validate: true, ruleSet: rules as IFlattenedRuleSet });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`);
  return output;
}

describe('the import rule', () => {
  it('catches every file that breaks it and no file that keeps it', async () => {
    const { summary } = await cruiseFolder(fences);
    const caught = new Set(summary.violations.map((violation) => violation.from));
    const breaking = globSync('**/breaks-*', { cwd: fences });
    expect([...caught].sort()).toEqual(breaking.sort());
    expect(breaking.length).toBeGreaterThanOrEqual(24);
  });

  it('reads the real tree and finds it whole', async () => {
    const { summary } = await cruiseFolder(root);
    expect(summary.violations.map(({ from, to, rule }) => `${from} → ${to} (${rule.name})`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(100);
    expect(summary.totalDependenciesCruised).toBeGreaterThan(200);
  });
});
