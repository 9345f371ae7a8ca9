import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesAreCurrent } from '../../../bin/setup/packages.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'filmloom-packages-'));
  mkdirSync(join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const zod = { 'node_modules/zod': { version: '4.6.7' } };

/** Writes a lock file or npm's record of an installation, as of a second of 2026. */
function write(file: 'package-lock.json' | 'node_modules/.package-lock.json', second: number, packages: object) {
  writeFileSync(join(folder, file), JSON.stringify({ packages }));
  const time = new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  utimesSync(join(folder, file), time, time);
}

describe('packagesAreCurrent', () => {
  it('is false where nothing was ever installed', () => {
    write('package-lock.json', 1, zod);
    expect(packagesAreCurrent(folder)).toBe(false);
  });

  it('is true where the installation is younger than the lock file', () => {
    write('package-lock.json', 1, zod);
    write('node_modules/.package-lock.json', 2, zod);
    expect(packagesAreCurrent(folder)).toBe(true);
  });

  it('is false where a newer lock file names another version or another package', () => {
    write('node_modules/.package-lock.json', 1, zod);
    write('package-lock.json', 2, { '': {}, 'node_modules/zod': { version: '4.6.8' } });
    expect(packagesAreCurrent(folder)).toBe(false);
    write('package-lock.json', 2, { '': {}, ...zod, 'node_modules/yaml': { version: '2.9.1' } });
    expect(packagesAreCurrent(folder)).toBe(false);
  });

  it('is true where a newer lock file names the same packages, whatever is optional on other systems', () => {
    write('node_modules/.package-lock.json', 1, zod);
    write('package-lock.json', 2, { '': {}, ...zod, 'node_modules/only-elsewhere': { version: '1.0.0', optional: true } });
    expect(packagesAreCurrent(folder)).toBe(true);
  });
});
