// Who may import whom: an allow-list, so that a new folder may do nothing until a line here says what.
//
//            nodes
//           ↗     ↖
//      graphs      executors
//      ↗   ↖        ↗     ↖
//  editor     server         gpu-agents
//
// The server also reads gpu-agents/protocol.ts, and the editor reads server/contract, which is pure.

const packages = 'node_modules';
const pure = '^node_modules/(zod|@noble/hashes)/';

/** Packages that are shipped; packages that only serve development or the editor's bundle are `npm-dev`. */
const shipped = ['npm', 'npm-optional'];

const allowed = [
  { comment: 'nodes: the vocabulary', from: { path: '^nodes/' }, to: { path: ['^nodes/', pure] } },
  { comment: 'graphs: pure, on nodes', from: { path: '^graphs/' }, to: { path: ['^(graphs|nodes)/', pure] } },
  { comment: 'executors: on nodes', from: { path: '^executors/' }, to: { path: '^(executors|nodes)/' } },
  { comment: 'gpu-agents: on executors', from: { path: '^gpu-agents/' }, to: { path: '^(gpu-agents|executors|nodes)/' } },
  {
    comment: 'the contract of HTTP and sockets: pure, read by the editor too',
    from: { path: '^server/contract/' },
    to: { path: ['^server/contract/', '^(graphs|nodes)/', pure] },
  },
  {
    comment: 'server: on graphs and executors',
    from: { path: '^server/', pathNot: '^server/contract/' },
    to: { path: ['^(server|graphs|executors|nodes)/', '^gpu-agents/protocol\\.ts$', '^package\\.json$'] },
  },
  { comment: 'editor: on graphs', from: { path: '^editor/' }, to: { path: '^(editor|graphs|nodes|server/contract)/' } },
  {
    comment: 'rooms that run on Node take its modules and shipped packages',
    from: { path: '^(executors|gpu-agents|server)/', pathNot: '^server/contract/' },
    to: { dependencyTypes: ['core', ...shipped] },
  },
  {
    comment: 'the editor takes any package, since it is bundled, and nothing of Node',
    from: { path: '^editor/' },
    to: { dependencyTypes: [...shipped, 'npm-dev'], path: packages },
  },
  { comment: 'launchers run before anything is installed', from: { path: '^bin/' }, to: { path: '^bin/' } },
  { comment: 'launchers take the modules of Node', from: { path: '^bin/' }, to: { dependencyTypes: ['core'] } },
  {
    comment: 'the reporter of npm test reads the types of vitest',
    from: { path: '^bin/checks/' },
    to: { path: '^node_modules/vitest/' },
  },
  { comment: 'tests may read everything', from: { path: '^tests/' }, to: {} },
  {
    comment: 'settings of the tools',
    from: { path: '^[^/]+\\.(ts|mjs)$' },
    to: { dependencyTypes: ['core', 'npm-dev'] },
  },
];

const forbidden = [
  {
    name: 'no-barrels',
    severity: 'error',
    comment: 'A module is imported by its name; only the two lists are called index.',
    from: {},
    to: { path: '(^|/)index\\.tsx?$', pathNot: ['^nodes/index\\.ts$', '^executors/catalogue/index\\.ts$', packages] },
  },
  {
    name: 'unresolvable',
    severity: 'error',
    comment: 'An import that leads nowhere would pass every other rule unseen.',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  allowed,
  allowedSeverity: 'error',
  forbidden,
  options: {
    doNotFollow: { path: packages },
    exclude: { path: '^(dist|data|out|coverage|docs|\\.tools|tests/fences)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.mjs', '.js', '.json', '.css'],
    },
  },
};
