import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directPackages, read, root } from './tree.ts';

/** Licences whose terms a program that is run and changed freely can keep. MPL-2.0 is used unmodified. */
const accepted = ['MIT', 'ISC', 'Apache-2.0', 'MIT OR Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense', 'MPL-2.0'];
const acceptedForContent = ['OFL-1.1', 'CC-BY-3.0'];

/** The table rows of a paper whose first cell is a package, as package and the one cell that names a licence. */
function listedPackages(paper: string) {
  const licences = [...accepted, ...acceptedForContent];
  return read(paper)
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, name]) => name?.startsWith('`'))
    .map(([, name = '', ...cells]) => ({ name: name.slice(1, -1), licence: cells.find((cell) => licences.includes(cell)) }));
}

describe('third-party packages', () => {
  it.each(['docs/dependencies.md', 'THIRD_PARTY_NOTICES.md'])('each has a line with its licence in %s, and no other has', (paper) => {
    expect(listedPackages(paper)).toEqual(directPackages());
  });

  it('have licences whose terms can be kept', () => {
    const refused = directPackages().filter(({ licence }) => ![...accepted, ...acceptedForContent].includes(licence));
    expect(refused).toEqual([]);
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
