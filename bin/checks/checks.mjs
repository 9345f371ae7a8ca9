/**
 * A check of the whole tree that needs no tests: a tool of node_modules and its arguments.
 * @typedef {object} Check
 * @property {string} name
 * @property {'lint' | 'types' | 'boundaries' | 'unused'} group the npm script that runs it alone
 * @property {string} tool its file in node_modules
 * @property {string[]} args
 */

/** @type {Check[]} */
export const checks = [
  {
    name: 'format and lint',
    group: 'lint',
    tool: '@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings', '--max-diagnostics=50'],
  },
  { name: 'types of the pure rooms', group: 'types', tool: 'typescript/bin/tsc', args: ['-p', 'tsconfig.pure.json'] },
  { name: 'types of the Node rooms', group: 'types', tool: 'typescript/bin/tsc', args: ['-p', 'tsconfig.node.json'] },
  { name: 'types of the editor', group: 'types', tool: 'typescript/bin/tsc', args: ['-p', 'tsconfig.dom.json'] },
  {
    name: 'boundaries between rooms',
    group: 'boundaries',
    tool: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['.'],
  },
  { name: 'unused files, exports and packages', group: 'unused', tool: 'knip/bin/knip.js', args: [] },
];
