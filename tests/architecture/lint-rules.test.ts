import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const eslint = new ESLint();

/** Lints `text` as if it stood in an existing file of the application. */
async function rulesBroken(text: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

test.each([
  [
    'lucia anywhere else',
    `import { Lucia } from 'lucia';\nexport const a = Lucia;\n`,
    '@typescript-eslint/no-restricted-imports',
  ],
  [
    'a cipher outside crypto',
    `import { createCipheriv } from 'node:crypto';\nexport const a = createCipheriv;\n`,
    '@typescript-eslint/no-restricted-imports',
  ],
  ['the console', `console.log('x');\n`, 'no-console'],
  ['any', `export const a = {} as any;\n`, '@typescript-eslint/no-explicit-any'],
  ['an enum', `export enum A { B }\n`, 'no-restricted-syntax'],
  [
    'a forgotten promise',
    `export function a(): void {\n  Promise.resolve(1);\n}\n`,
    '@typescript-eslint/no-floating-promises',
  ],
])('%s is refused', { timeout: 60_000 }, async (_name, text, rule) => {
  expect(await rulesBroken(text, 'app/kernel/errors.ts')).toContain(rule);
});

test('lucia in its module and an id from node:crypto are accepted', { timeout: 60_000 }, async () => {
  const lucia = `import { Lucia } from 'lucia';\nexport const a = Lucia;\n`;
  expect(await rulesBroken(lucia, 'app/platform/auth/lucia.server.ts')).toEqual([]);
  const id = `import { randomUUID } from 'node:crypto';\nexport const a = randomUUID();\n`;
  expect(await rulesBroken(id, 'app/kernel/errors.ts')).toEqual([]);
});
