import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { EVENT_NAMES } from '#app/features/audit/event-names.ts';

const DECLARED = /interface AuditEvents \{([\s\S]*?)\n\s*\}\n/g;
const TYPE = /^\s+'([a-z_]+\.[a-z_]+)'\s*:/gm;

function declaredIn(text: string): string[] {
  return [...text.matchAll(DECLARED)].flatMap(([, body]) => [...body!.matchAll(TYPE)].map(([, type]) => type!));
}

const sources = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const declared = new Set(sources.flatMap((file) => declaredIn(readFileSync(path.join('app', file), 'utf8'))));

it('every type of event has a name that an auditor can read (app/features/audit/event-names.ts)', () => {
  expect(declared.size).toBeGreaterThan(90);
  expect([...declared].filter((type) => !Object.hasOwn(EVENT_NAMES, type))).toEqual([]);
});

it('no name is kept for a type that nobody records', () => {
  expect(Object.keys(EVENT_NAMES).filter((type) => !declared.has(type))).toEqual([]);
});

it('finds a type that has just been declared', () => {
  expect(
    declaredIn(`declare module 'x' {\n  interface AuditEvents {\n    'thing.done': Record<string, never>;\n  }\n}\n`),
  ).toEqual(['thing.done']);
});
