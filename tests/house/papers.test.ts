import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directPackages, read, root } from './tree.ts';

/** Licences whose terms a program that is run and changed freely can keep. MPL-2.0 is used unmodified. */
const accepted = ['MIT', 'ISC', 'Apache-2.0', 'MIT OR Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense', 'MPL-2.0'];
const acceptedForContent = ['OFL-1.1', 'CC-BY-3.0'];

/** The rows of a Markdown table whose first cell is a package, by package. */
function rows(paper: string): Map<string, string> {
  const lines = read(paper).split('\n');
  return new Map(
    lines.flatMap((line) => {
      const name = /^\| `([^`]+)` \|/.exec(line)?.[1];
      return name ? [[name, line] as const] : [];
    }),
  );
}

describe.each(['docs/dependencies.md', 'THIRD_PARTY_NOTICES.md'])('%s', (paper) => {
  const listed = rows(paper);

  it('has a line for each direct package and for no other', () => {
    expect([...listed.keys()].sort()).toEqual(directPackages().map(({ name }) => name));
  });

  it.each(directPackages())('says that $name is licensed $licence', ({ name, licence }) => {
    expect(listed.get(name)).toContain(`| ${licence} |`);
  });
});

describe('licences', () => {
  it.each(directPackages())('the terms of $name ($licence) can be kept', ({ licence }) => {
    expect([...accepted, ...acceptedForContent]).toContain(licence);
  });
});

describe('README.md', () => {
  const readme = read('README.md');

  it('shows exactly two set-up commands', () => {
    const setUp = /## Set-up\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
    const commands = [...setUp.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
    expect(commands.map((line) => line.split('#')[0]?.trim())).toEqual(['npm start', 'npm test']);
    expect(readme).not.toMatch(/npm (install|ci)|apt(-get)? install|brew install|nvm /);
  });

  it('links to nothing that is not there', () => {
    const targets = [...readme.matchAll(/\]\(((?!https?:|#)[^)#]+)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });
});
