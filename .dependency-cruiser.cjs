/**
 * Imports flow one way: routes → features → kernel → platform; ui stands beside and knows none of them.
 * `ROOT` moves the rules to a planted copy, so that a test can prove that each of them catches what it forbids.
 */
const ROOT = process.env.ARCHITECTURE_ROOT ?? '';
const at = (path) => `^${ROOT}${path}`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Nothing is loaded in a circle. Two modules may name each other in types, which are gone when it runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nobody-imports-routes',
      comment: 'A route is HTTP only; what two routes share belongs into a feature.',
      severity: 'error',
      from: { path: at('app/(?!routes\\.ts$|routes/)') },
      to: { path: at('app/routes/') },
    },
    {
      name: 'routes-do-not-import-each-other',
      severity: 'error',
      from: { path: at('app/routes/([^/]+)/') },
      to: { path: at('app/routes/'), pathNot: at('app/routes/$1/') },
    },
    {
      name: 'features-know-no-routes-or-root',
      severity: 'error',
      from: { path: at('app/(features|kernel|platform|ui)/') },
      to: { path: at('app/(root|routes|entry\\.)') },
    },
    {
      name: 'kernel-knows-no-features-or-ui',
      severity: 'error',
      from: { path: at('app/kernel/') },
      to: { path: at('app/(features|ui)/') },
    },
    {
      name: 'platform-knows-nothing-above',
      severity: 'error',
      from: { path: at('app/platform/') },
      to: { path: at('app/(features|kernel|ui)/') },
    },
    {
      name: 'ui-knows-nothing-above',
      comment:
        'Components get what they show as properties; from the platform they may take languages and names of codes.',
      severity: 'error',
      from: { path: at('app/ui/') },
      to: {
        path: at('app/(features|kernel|platform)/'),
        pathNot: at('app/platform/(i18n/|codes\\.ts$|municipalities\\.ts$|clock\\.ts$)'),
      },
    },
    {
      name: 'ui-has-no-server-code',
      severity: 'error',
      from: { path: at('app/ui/'), pathNot: '\\.server\\.tsx?$' },
      to: { path: '\\.server\\.' },
    },
    {
      name: 'features-meet-at-schemas-and-queries',
      comment: "Another feature's schema, view, names or a named command or query; never its repository or its form.",
      severity: 'error',
      from: { path: at('app/features/([^/]+)/') },
      to: { path: at('app/features/[^/]+/.*(-repo\\.server\\.ts|-form\\.tsx)$'), pathNot: at('app/features/$1/') },
    },
    {
      name: 'generated-prisma-behind-repositories',
      severity: 'error',
      from: {
        path: at('(app|prisma|scripts)/'),
        pathNot: at('app/(platform|kernel)/|app/features/.*-repo\\.server\\.ts$'),
      },
      to: { path: 'generated\\.server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'database-clients-behind-the-waist',
      comment:
        'A loader or a feature gets a unit of work, never a client; only signing in happens before there is one, building a release has a login of its own, and the host’s keys are changed by a command.',
      severity: 'error',
      from: {
        path: at('app/(routes|features|ui)/'),
        pathNot: at(
          'app/features/(members/(member|second-factor|session|recovery-code)|invitations/joining|releases/release|keys/key)-repo\\.server\\.ts$',
        ),
      },
      to: { path: at('app/platform/db/clients\\.server\\.ts$') },
    },
    {
      name: 'transactions-behind-repositories',
      severity: 'error',
      from: { path: at('app/'), pathNot: at('app/kernel/|app/features/.*-repo\\.server\\.ts$') },
      to: { path: at('app/kernel/transaction\\.server\\.ts$') },
    },
    {
      name: 'one-module-imports-lucia',
      severity: 'error',
      from: { pathNot: at('app/platform/auth/lucia\\.server\\.ts$') },
      to: { path: '^lucia$|node_modules/lucia/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tests-stay-out-of-the-application',
      severity: 'error',
      from: { path: at('(app|scripts|prisma)/') },
      to: { path: at('tests/'), pathNot: at('tests/(support|bench)/') },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\+types|generated\\.server/internal|generated\\.server/models' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
