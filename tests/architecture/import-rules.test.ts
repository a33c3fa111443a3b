import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise, type ICruiseResult, type IConfiguration } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** What is planted, file by file, and the rule that must name it. `null`: allowed, no rule may name it. */
const PLANTED: ReadonlyArray<{ from: string; imports: string; rule: string | null }> = [
  { from: 'app/features/cases/cases-view.ts', imports: '../../routes/cases/route.tsx', rule: 'nobody-imports-routes' },
  { from: 'app/routes/home/route.tsx', imports: '../cases/route.tsx', rule: 'routes-do-not-import-each-other' },
  {
    from: 'app/kernel/reach-up.server.ts',
    imports: '../features/cases/cases.schema.ts',
    rule: 'kernel-knows-no-features-or-ui',
  },
  { from: 'app/platform/reach-up.ts', imports: '../kernel/errors.ts', rule: 'platform-knows-nothing-above' },
  { from: 'app/ui/reach-up.tsx', imports: '../features/cases/cases.schema.ts', rule: 'ui-knows-nothing-above' },
  { from: 'app/ui/reach-server.tsx', imports: '../platform/i18n/server.server.ts', rule: 'ui-has-no-server-code' },
  {
    from: 'app/features/cases/peek.server.ts',
    imports: '../consents/consent-repo.server.ts',
    rule: 'features-meet-at-schemas-and-queries',
  },
  {
    from: 'app/features/cases/raw.server.ts',
    imports: '../../platform/db/generated.server/client.ts',
    rule: 'generated-prisma-behind-repositories',
  },
  {
    from: 'app/routes/raw/route.tsx',
    imports: '../../platform/db/clients.server.ts',
    rule: 'database-clients-behind-the-waist',
  },
  {
    from: 'app/features/cases/own.server.ts',
    imports: '../../kernel/transaction.server.ts',
    rule: 'transactions-behind-repositories',
  },
  { from: 'app/kernel/sessions.server.ts', imports: 'lucia', rule: 'one-module-imports-lucia' },
  { from: 'app/kernel/circle-a.ts', imports: './circle-b.ts', rule: 'no-cycles' },
  { from: 'app/ui/shell.tsx', imports: '../root.tsx', rule: 'features-know-no-routes-or-root' },
  { from: 'app/kernel/rehearse.ts', imports: '../../tests/unit/world.ts', rule: 'tests-stay-out-of-the-application' },
  { from: 'app/kernel/lost.ts', imports: './nowhere.ts', rule: 'resolvable' },
  { from: 'app/routes/cases/route.tsx', imports: '../../features/cases/cases.schema.ts', rule: null },
  { from: 'app/features/cases/case-repo.server.ts', imports: '../../kernel/transaction.server.ts', rule: null },
  {
    from: 'app/features/consents/consent-repo.server.ts',
    imports: '../../platform/db/generated.server/client.ts',
    rule: null,
  },
  { from: 'app/features/consents/borrow.ts', imports: '../cases/cases.schema.ts', rule: null },
  { from: 'app/platform/auth/lucia.server.ts', imports: 'lucia', rule: null },
];

const TARGETS = [
  'app/root.tsx',
  'app/features/cases/cases.schema.ts',
  'app/kernel/errors.ts',
  'app/kernel/transaction.server.ts',
  'app/platform/db/clients.server.ts',
  'app/platform/db/generated.server/client.ts',
  'app/platform/i18n/server.server.ts',
  'tests/unit/world.ts',
];

let folder: string;
let found: Map<string, Set<string>>;

async function violations(where: string[], root: string): Promise<Map<string, Set<string>>> {
  process.env.ARCHITECTURE_ROOT = root.replaceAll('.', '\\.');
  try {
    const require = createRequire(import.meta.url);
    const file = path.resolve('.dependency-cruiser.cjs');
    delete require.cache[file];
    const { forbidden, options } = require(file) as IConfiguration;
    const tsConfig = extractTSConfig(path.resolve('tsconfig.json'));
    const { output } = await cruise(
      where,
      { ...options, ruleSet: { forbidden }, validate: true },
      options?.enhancedResolveOptions,
      { tsConfig },
    );
    const result = new Map<string, Set<string>>();
    for (const { from, rule } of (output as ICruiseResult).summary.violations) {
      result.set(from, (result.get(from) ?? new Set()).add(rule.name));
    }
    return result;
  } finally {
    delete process.env.ARCHITECTURE_ROOT;
  }
}

beforeAll(async () => {
  mkdirSync('.cache', { recursive: true });
  folder = mkdtempSync('.cache/planted-');
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  for (const file of TARGETS) write(file, 'export const value = 1;\n');
  write('app/kernel/circle-b.ts', `export * from './circle-a.ts';\n`);
  for (const { from, imports } of PLANTED)
    write(from, `import * as planted from '${imports}';\nexport const value = planted;\n`);
  found = await violations([folder], `${folder}/`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(PLANTED.filter(({ rule }) => rule !== null))('$rule: $from must not import $imports', ({ from, rule }) => {
  expect([...(found.get(`${folder}/${from}`) ?? [])]).toContain(rule);
});

test.each(PLANTED.filter(({ rule }) => rule === null))('$from may import $imports', ({ from }) => {
  expect([...(found.get(`${folder}/${from}`) ?? [])]).toEqual([]);
});

test('every rule has a planted violation', () => {
  const require = createRequire(import.meta.url);
  const { forbidden } = require(path.resolve('.dependency-cruiser.cjs')) as Required<IConfiguration>;
  const proven = new Set<string | null>(PLANTED.map(({ rule }) => rule));
  expect(forbidden.map(({ name }) => name ?? '').filter((name) => !proven.has(name))).toEqual([]);
});

test('the application itself has none', { timeout: 60_000 }, async () => {
  expect(Object.fromEntries(await violations(['app', 'scripts', 'prisma'], ''))).toEqual({});
});
