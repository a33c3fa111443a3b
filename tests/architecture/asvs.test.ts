import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { existsUnder, problemsOf } from '../../scripts/asvs/check.ts';
import { readRegister, readRequirements, type Chapter, type Entry } from '../../scripts/asvs/register.ts';
import { renderRegister } from '../../scripts/asvs/render.ts';

const root = process.cwd();
const chapters = readRegister(root);
const requirements = readRequirements(root);
const exists = existsUnder(root);
const problems = (of: readonly Chapter[]) => problemsOf(of, requirements, exists);

describe('the register of ASVS 5.0.0', () => {
  test('has every requirement once, with a place for what is met and a reason for what is not', () => {
    expect(requirements).toHaveLength(345);
    expect(problems(chapters)).toEqual([]);
  });

  test('is what docs/asvs.md shows (npm run asvs)', () => {
    expect(readFileSync('docs/asvs.md', 'utf8')).toBe(renderRegister(chapters));
  });
});

/** The register with one entry changed. */
function planted(id: string, change: Partial<Entry>): Chapter[] {
  return chapters.map((chapter) => ({
    ...chapter,
    entries: chapter.entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
  }));
}

describe('a planted entry', () => {
  test.each<[string, string, Partial<Entry>, string]>([
    ['met without a place', 'V6.2.1', { state: 'met', code: [], tests: [] }, 'no place is named'],
    [
      'met by a path that does not exist',
      'V6.2.1',
      { code: ['app/nowhere.ts'] },
      'app/nowhere.ts, which does not exist',
    ],
    ['met by a test that does not exist', 'V6.2.1', { tests: ['tests/unit/nowhere.test.ts'] }, 'which does not exist'],
    ['met by a path outside of the repository', 'V6.2.1', { code: ['../../etc/passwd'] }, 'which does not exist'],
    ['that calls code a test', 'V6.2.1', { tests: ['app/root.tsx'] }, 'names as a test what is none'],
    ['that is a gap without a note', 'V6.2.1', { state: 'gap', note: ' ' }, 'nothing says why'],
    ['that is not applicable without a note', 'V17.1.1', { state: 'not_applicable', note: '' }, 'nothing says why'],
    ['that is an exception without a note', 'V3.7.3', { state: 'exception', note: '' }, 'nothing says why'],
    ['that is an exception below level 3', 'V6.2.1', { state: 'exception', note: 'because' }, 'no exceptions there'],
    ['of another level', 'V6.2.1', { level: 3 }, 'V6.2.1 is of level 1, not 3'],
    ['described at length', 'V6.2.1', { about: 'a b c d e f g h i j k l m' }, 'more than 12 words'],
    ['under the number of another', 'V6.2.1', { id: 'V6.2.2' }, 'V6.2.2 has 2 entries'],
    ['that leaves a number out', 'V6.2.1', { id: 'V6.2.2' }, 'V6.2.1 has no entry'],
    ['of a number that does not exist', 'V6.2.1', { id: 'V6.2.99' }, 'V6.2.99 is no requirement'],
    ['in another chapter', 'V6.2.1', { id: 'V7.1.1' }, 'V7.1.1 stands in the wrong chapter, V6'],
  ])('%s is refused', (_what, id, change, expected) => {
    expect(problems(planted(id, change)).join('\n')).toContain(expected);
  });

  test('with a cell that would break the table does not', () => {
    const page = renderRegister(planted('V6.2.1', { note: 'one | two' }));
    expect(page).toContain('one \\| two');
  });
});
