const DOORS = '(index[.]server|contract)[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'modules-are-strangers',
      severity: 'error',
      comment: 'Modules meet only through the kernel. An exception needs a decision record.',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/(?!$1/)' },
    },
    {
      name: 'front-doors',
      severity: 'error',
      comment: 'From outside, a module (or the kernel) is index.server.ts or contract.ts.',
      from: { pathNot: '^src/(modules|kernel)/|^tests/|[.]test[.]ts$' },
      to: { path: '^src/(modules/[^/]+|kernel)/', pathNot: `^src/(modules/[^/]+|kernel)/${DOORS}` },
    },
    {
      name: 'kernel-front-doors',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^src/kernel/', pathNot: `^src/kernel/${DOORS}` },
    },
    {
      name: 'kernel-knows-no-module',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^src/(modules|api|routes|lib)/' },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|kernel|api|routes|lib)/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'Rules take values and return values: no database, HTTP, clock or framework.',
      from: { path: '^src/.+/domain/', pathNot: '[.]test[.]ts$' },
      to: {
        path: '^src/platform/|/(store|use-cases)/|node_modules/(kysely|pg|hono|svelte|@sveltejs)/|^(node:)?(fs|http|crypto|os)$',
      },
    },
    {
      name: 'contract-is-browser-safe',
      severity: 'error',
      from: { path: '/contract([.]ts$|/)' },
      to: { path: '^src/platform/|[.]server[.]ts$|/(store|use-cases)/|node_modules/(kysely|pg|hono)/' },
    },
    {
      name: 'browser-sees-contracts-only',
      severity: 'error',
      from: { path: '[.]svelte$|[.]svelte[.]ts$|[+](page|layout)[.]ts$' },
      to: { path: '^src/(modules|kernel|platform|api)/', pathNot: '/contract[.]ts$' },
    },
    {
      name: 'ui-knows-no-domain',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: '^src/(modules|kernel|platform|api|routes)/' },
    },
    {
      name: 'only-store-writes-sql',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '/store/|/migrations/|^src/platform/(database|jobs)/|^src/kernel/accounts/|[.]test[.]ts$',
      },
      to: { path: 'node_modules/(kysely|pg)/' },
    },
    {
      name: 'no-test-code-in-product',
      severity: 'error',
      from: { path: '^(src|demo|scripts)/', pathNot: '[.]test[.]ts$' },
      to: { path: '^tests/|[.]test[.]ts$' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      comment: 'What only the build makes: modules of Kit, types of routes, the built pages.',
      to: { couldNotResolve: true, pathNot: ['^[$](app|env)/', '/[$]types', '/build/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
      extensions: ['.ts', '.svelte', '.js'],
    },
  },
};
