import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Chapter, Entry, Requirement } from './register.ts';

const MOST_WORDS = 12;

/**
 * What is wrong with the register, one sentence each; empty when nothing is. Every requirement has one entry, with its level;
 * nothing counts as met without a place, every place exists, and whatever is not met says why. An exception is for level 3
 * alone: below it a requirement that is left out is a gap, also when it is left out on purpose.
 */
export function problemsOf(
  chapters: readonly Chapter[],
  requirements: readonly Requirement[],
  exists: (place: string) => boolean,
): string[] {
  const entries = chapters.flatMap(({ entries }) => entries);
  return [
    ...strayEntries(chapters),
    ...countProblems(entries, requirements),
    ...entries.flatMap((entry) => entryProblems(entry, exists)),
  ];
}

/** Whether a place named in the register is there, seen from the root of the repository, and inside of it. */
export function existsUnder(root: string): (place: string) => boolean {
  return (place) => !path.isAbsolute(place) && !place.split('/').includes('..') && existsSync(path.join(root, place));
}

function strayEntries(chapters: readonly Chapter[]): string[] {
  return chapters.flatMap(({ chapter, entries }) =>
    entries
      .filter(({ id }) => !id.startsWith(`${chapter}.`))
      .map(({ id }) => `${id} stands in the wrong chapter, ${chapter}.`),
  );
}

function countProblems(entries: readonly Entry[], requirements: readonly Requirement[]): string[] {
  const levels = new Map(requirements.map(({ id, level }) => [id, level]));
  const counts = new Map<string, number>();
  for (const { id } of entries) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [
    ...requirements.filter(({ id }) => !counts.has(id)).map(({ id }) => `${id} has no entry.`),
    ...[...counts].filter(([, count]) => count > 1).map(([id, count]) => `${id} has ${count} entries.`),
    ...[...counts.keys()].filter((id) => !levels.has(id)).map((id) => `${id} is no requirement of the standard.`),
    ...entries
      .filter(({ id, level }) => levels.has(id) && levels.get(id) !== level)
      .map(({ id, level }) => `${id} is of level ${levels.get(id)}, not ${level}.`),
  ];
}

function entryProblems(
  { id, level, about, state, code, tests, note }: Entry,
  exists: (place: string) => boolean,
): string[] {
  const places = [...code, ...tests];
  const problems: string[] = [];
  if (state === 'met' && places.length === 0) problems.push(`${id} is said to be met, and no place is named.`);
  if (state !== 'met' && note.trim() === '') problems.push(`${id} is ${state}, and nothing says why.`);
  if (state === 'exception' && level !== 3) problems.push(`${id} is of level ${level}: no exceptions there.`);
  if (about.split(/\s+/).length > MOST_WORDS) problems.push(`${id} is described in more than ${MOST_WORDS} words.`);
  if (tests.some((place) => !place.startsWith('tests/'))) problems.push(`${id} names as a test what is none.`);
  for (const place of places) if (!exists(place)) problems.push(`${id} names ${place}, which does not exist.`);
  return problems;
}
