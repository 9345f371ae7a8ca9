import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../../bin/setup/editor-build.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'filmloom-sources-'));
  mkdirSync(join(folder, 'card'));
  writeFileSync(join(folder, 'card/node-card.tsx'), 'one');
  writeFileSync(join(folder, 'main.tsx'), 'main');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the fingerprint of the sources', () => {
  it('stays when a file is only touched', () => {
    const before = fingerprint([folder]);
    utimesSync(join(folder, 'main.tsx'), new Date(0), new Date(0));
    expect(fingerprint([folder])).toBe(before);
  });

  it('changes when a file in a folder is edited, added or removed', () => {
    const first = fingerprint([folder]);
    writeFileSync(join(folder, 'card/node-card.tsx'), 'two');
    const edited = fingerprint([folder]);
    writeFileSync(join(folder, 'card/strip.tsx'), '');
    const added = fingerprint([folder]);
    rmSync(join(folder, 'main.tsx'));
    expect(new Set([first, edited, added, fingerprint([folder])]).size).toBe(4);
  });
});
