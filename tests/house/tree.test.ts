import { describe, expect, it } from 'vitest';
import { read, textFiles } from './tree.ts';

const files = textFiles();
const sources = files.filter((path) => /\.(ts|tsx|mjs)$/.test(path));

/** Where a pattern occurs, as `path:line: text`. */
function findings(paths: string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

/** The files that hold the patterns themselves. */
const others = (paths: string[]) => paths.filter((path) => path !== 'tests/house/tree.test.ts');

describe('the tree', () => {
  it('is read', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(files).toContain('package-lock.json');
  });

  it('names no path of a developer’s machine', () => {
    expect(findings(others(files), /(^|[\s'"`(=:])\/(work|tmp|farm|home\/\w+|Users\/\w+|root)(\/|\b)/)).toEqual([]);
  });

  it('names no package registry', () => {
    expect(findings(others(files), /\bregistry\.[a-z]+\.(org|com|io)|"resolved":/)).toEqual([]);
  });

  it('points to no ticket, which a reader could not open', () => {
    expect(findings(others(files), /\b(issue|ticket|pull request|PR)s? #?\d+\b/i)).toEqual([]);
  });

  it('has no marks of unfinished work and no rule switched off', () => {
    expect(findings(others(sources), /\b(TODO|FIXME|XXX)\b|biome-ignore|@ts-(ignore|nocheck)/)).toEqual([]);
    const product = sources.filter((path) => !path.startsWith('tests/'));
    expect(findings(product, /@ts-expect-error/)).toEqual([]);
  });

  it('has no file above 400 lines', () => {
    const long = others(sources).filter((path) => read(path).split('\n').length > 401);
    expect(long).toEqual([]);
  });

  it('has no drawer for odds and ends', () => {
    const drawer = /(^|\/)(utils?|helpers?|common|shared|misc|lib|types)(\.[a-z]+$|\/)/;
    expect(files.filter((path) => drawer.test(path))).toEqual([]);
  });
});

type Locked = { version: string; optionalDependencies?: Record<string, string> };

describe('the lock file', () => {
  const packages = JSON.parse(read('package-lock.json')).packages as Record<string, Locked>;

  it('names every package that only other systems need, else npm ci refuses it', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`]),
    );
    expect(missing).toEqual([]);
  });
});
