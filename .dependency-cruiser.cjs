/**
 * The layering rule: who may import whom. Each row may import the whole public API of the packages in `uses`, and only
 * the contract (`@caruso/<name>/contract`) of those in `contracts`; nothing else of the workspace.
 */
const foundation = ['core', 'language', 'service-manager'];
const components = ['script-engine', 'communication-server', 'reporting', 'business-objects'];
const layers = [
  { name: 'core', uses: [], contracts: [] },
  { name: 'language', uses: ['core'], contracts: [] },
  { name: 'service-manager', uses: ['core', 'language'], contracts: [] },
  { name: 'storage-manager', uses: foundation, contracts: [] },
  ...components.map((name) => ({
    name,
    uses: foundation,
    contracts: ['storage-manager', ...components.filter((other) => other !== name)],
  })),
  { name: 'front-office', uses: foundation, contracts: ['service-manager', 'storage-manager', ...components] },
];

// Tests compose like an assembly does: the rule is for what is shipped.
const tests = '^packages/[^/]+/test/|\\.test\\.tsx?$';
const anyOf = (names) => `(${names.join('|')})`;

const layerRules = layers.map(({ name, uses, contracts }) => ({
  name: `layer-of-${name}`,
  comment: `${name} may import ${uses.join(', ') || 'no other package'}${
    contracts.length > 0 ? `, and the contracts of ${contracts.join(', ')}` : ''
  }`,
  severity: 'error',
  from: { path: `^packages/${name}/`, pathNot: tests },
  to: {
    path: '^(packages|examples|bench)/',
    pathNot: [
      `^packages/${name}/`,
      ...(uses.length > 0 ? [`^packages/${anyOf(uses)}/src/index\\.ts$`] : []),
      ...(contracts.length > 0 ? [`^packages/${anyOf(contracts)}/src/contract\\.ts$`] : []),
    ],
  },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'public-api-only',
      comment: 'another package is imported by its public entry points, never by a path inside it',
      severity: 'error',
      from: { path: '^(packages|examples)/([^/]+)/' },
      to: {
        path: '^(packages|examples)/[^/]+/',
        pathNot: ['^$1/$2/', '^packages/[^/]+/src/(index|contract|asterisk|mail|webchat)\\.ts$'],
      },
    },
    {
      name: 'by-name-only',
      comment:
        'another package is imported by its name: a relative path out of the package breaks when it is published',
      severity: 'error',
      from: { path: '^(packages|examples)/([^/]+)/' },
      to: { path: '^(packages|examples)/[^/]+/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-circular',
      comment: 'modules that import each other cannot be understood, tested or loaded alone',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'runs-in-browsers',
      comment: 'core, language, the web applications and the chat widget run in browsers: nothing from node:',
      severity: 'error',
      from: {
        path: '^packages/(core/src|language/src|front-office/web|communication-server/widget)/',
        pathNot: [tests, '/vite\\.config\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'resolvable',
      comment: 'every import leads to a file or to a declared dependency',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@caruso/source', 'types', 'import', 'require', 'node', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
