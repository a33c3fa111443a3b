import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const file = path.join(root, 'tests/types/waist.ts');

/** Lines of type errors in the file, after `change` of its text. */
function errorsIn(change: (text: string) => string): { lines: number[]; text: string } {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), (name) => readFileSync(name, 'utf8'));
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [], files: [file] }, ts.sys, root);
  const text = change(readFileSync(file, 'utf8'));
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const read = host.readFile.bind(host);
  host.readFile = (name) => (path.resolve(name) === file ? text : read(name));
  const program = ts.createProgram({ rootNames: [file], options, host });
  const source = program.getSourceFile(file);
  if (!source) throw new Error('The file was not read.');
  const found = program.getSemanticDiagnostics(source);
  return { text, lines: found.map(({ start = 0 }) => source.getLineAndCharacterOfPosition(start).line) };
}

test('what must not compile does not, each line for itself', () => {
  expect(errorsIn((text) => text).lines).toEqual([]);
  const { lines, text } = errorsIn((given) => given.replaceAll('@ts-expect-error', 'not expected:'));
  const marked = text.split('\n').flatMap((line, number) => (line.startsWith('// not expected:') ? [number] : []));
  expect(marked.length).toBeGreaterThan(15);
  for (const number of marked) expect(lines.some((line) => line > number && line <= number + 3)).toBe(true);
}, 180_000);
