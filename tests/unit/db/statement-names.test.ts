import { expect, it } from 'vitest';
import { statementNames } from '#app/platform/db/statement-names.server.ts';

it('names a statement from its second time on, always the same', () => {
  const name = statementNames();
  expect(name({ sql: 'SELECT 1' })).toBe('');
  const given = name({ sql: 'SELECT 1' });
  expect(given).not.toBe('');
  expect(name({ sql: 'SELECT 1' })).toBe(given);
});

it('never gives two texts one name', () => {
  const name = statementNames();
  const texts = Array.from({ length: 150 }, (_, at) => `SELECT ${at}`);
  for (const sql of texts) name({ sql });
  expect(new Set(texts.map((sql) => name({ sql }))).size).toBe(150);
});

it('keeps no more than it may, and the rest goes on without a name', () => {
  const name = statementNames(2);
  for (const sql of ['a', 'a', 'b', 'b', 'c', 'c', 'c']) name({ sql });
  expect([name({ sql: 'a' }), name({ sql: 'b' })]).not.toContain('');
  expect(name({ sql: 'c' })).toBe('');
});
