import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Combination, combinations, type Finding, tryCombination } from './crash-points.ts';
import { shuffled } from './seeded.ts';

// Downloads are tried again at once.
vi.mock('p-retry', async (original) => {
  const actual = await original<typeof import('p-retry')>();
  const retry: typeof actual.default = (work, options) => actual.default(work, { ...options, minTimeout: 1, maxTimeout: 2 });
  return { ...actual, default: retry };
});

// The same bytes are measured once.
vi.mock('#executors/ffmpeg/probe.ts', async (original) => {
  const actual = await original<typeof import('#executors/ffmpeg/probe.ts')>();
  const measured = new Map<string, ReturnType<typeof actual.probe>>();
  const probe: typeof actual.probe = (file, signal) => {
    const bytes = readFileSync(file).toString('base64');
    const known = measured.get(bytes) ?? actual.probe(file, signal);
    measured.set(bytes, known);
    return known;
  };
  return { ...actual, probe };
});

const all = combinations();
/** A sample in `npm test`; all of them in `npm run faults`. */
const isSample = process.env.FAULT_ROUNDS === undefined;
const seed = Number(process.env.FAULT_SEED ?? 1);
const tried = isSample ? shuffled(all, seed).slice(0, 80) : all;

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }));
afterAll(() => void vi.useRealTimers());

const nameOf = ({ point, fault, deaths, variant }: Combination): string => `${point} · ${fault} · ${deaths} · ${variant}`;

it(
  `${tried.length} of ${all.length} combinations of a crash, a fault of the provider and what people do keep every promise (seed ${seed})`,
  async () => {
    const findings: Finding[] = [];
    const broken: string[] = [];
    const began = performance.now();
    for (const combination of tried) {
      const finding = await tryCombination(combination, (ms) => vi.setSystemTime(Date.now() + ms)).catch(
        (error: unknown): Finding => ({ died: 0, state: 'stuck', asks: 0, broken: [String(error)] }),
      );
      findings.push(finding);
      broken.push(...finding.broken.map((promise) => `${nameOf(combination)}: ${promise}`));
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stdout.write(`crash points: ${tried.length} of ${all.length} combinations in ${seconds} s (seed ${seed}); ${told(findings)}\n`);
    expect(broken).toEqual([]);
    expect(findings.filter(({ died }) => died > 0).length).toBeGreaterThan(tried.length / 3);
  },
  isSample ? 180_000 : 1_800_000,
);

function told(findings: readonly Finding[]): string {
  const count = (of: (finding: Finding) => boolean): number => findings.filter(of).length;
  const ends = ['done', 'failed', 'cancelled'].map((state) => `${count((one) => one.state === state)} ${state}`);
  return `${count(({ died }) => died > 0)} died, ${count(({ asks }) => asks > 0)} asked a person, ${ends.join(', ')}`;
}
