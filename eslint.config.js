import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const onlyImporter = (name, files, message) => ({ name, files, message });

/** Packages that one place alone may import, so that replacing them stays a small change. */
const FENCED = [
  onlyImporter('lucia', ['app/platform/auth/lucia.server.ts'], 'Sessions are in app/platform/auth/lucia.server.ts.'),
  onlyImporter('@cedar-policy/cedar-wasm', ['app/kernel/*.server.ts'], 'Policies are decided in app/kernel.'),
  onlyImporter(
    '@node-rs/argon2',
    ['app/platform/crypto/*.server.ts'],
    'Passwords are stretched in app/platform/crypto.',
  ),
];

/** What any module may take from node:crypto: names, dice, digests and comparing them. Everything with a key has its rooms. */
const PLAIN_CRYPTO = ['randomUUID', 'randomInt', 'randomBytes', 'createHash', 'timingSafeEqual'];
const KEYED = 'Ciphers, signatures and keyed hashes are in app/platform/crypto and app/platform/keys.';

const fence = (allowed) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      paths: allowed.includes('node:crypto')
        ? []
        : [{ name: 'node:crypto', allowImportNames: PLAIN_CRYPTO, message: KEYED }],
      patterns: FENCED.filter(({ name }) => !allowed.includes(name)).map(({ name, message }) => ({
        regex: `^${name}(/|$)`,
        message,
        allowTypeImports: true,
      })),
    },
  ],
});

export default tseslint.config(
  {
    ignores: [
      'build/',
      'data*/',
      '.cache/',
      'coverage/',
      'playwright-report/',
      'test-results/',
      'app/platform/db/generated.server/',
      'tests/architecture/planted/',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'it', 'describe'], package: 'node:test' }] },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-namespace': 'error',
      '@typescript-eslint/parameter-properties': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'No enums: a union of literals says the same and can be stripped.' },
      ],
    },
  },
  { files: ['app/**/*.{ts,tsx}'], rules: { ...fence([]), 'no-console': 'error' } },
  { files: ['app/platform/{crypto,keys,auth}/**/*.ts'], rules: fence(['node:crypto']) },
  ...FENCED.map(({ name, files }) => ({ files, rules: fence(['node:crypto', name]) })),
  {
    files: ['**/*.tsx'],
    plugins: { 'jsx-a11y': jsxA11y, 'react-hooks': reactHooks },
    rules: {
      ...jsxA11y.flatConfigs.recommended.rules,
      // A table laid out as blocks on a narrow screen loses its implicit roles.
      'jsx-a11y/no-redundant-roles': [
        'error',
        {
          table: ['table'],
          thead: ['rowgroup'],
          tbody: ['rowgroup'],
          tr: ['row'],
          nav: ['navigation'],
          ul: ['list'],
          ol: ['list'],
        },
      ],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
