import { LEVELS, STATES, type Chapter, type Entry, type State } from './register.ts';

const NAMES: Readonly<Record<State, string>> = {
  met: 'met',
  gap: 'gap',
  exception: 'exception',
  not_applicable: 'not applicable',
};

const INTRODUCTION = [
  'The Application Security Verification Standard 5.0.0 is a list of 345 things to verify in a web application, in three levels: 1 is the least, 3 the most. Levels 1 and 2 apply to Linden.',
  '© OWASP Foundation, [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/). Here stand its numbers and levels, and short descriptions of our own; what counts is its own text, at <https://github.com/OWASP/ASVS/tree/v5.0.0>.',
  '**met**: the places and tests named meet it. **gap**: some or all of it is missing, and the note says what. **exception** (level 3 alone): left out, for the reason named. **not applicable**: Linden has nothing that it is about.',
  'It says what a reading of the code found; nobody outside has verified it. A requirement that is met in part is a gap. A gap that says _deliberate_ is not going to be closed.',
  'The data is in [`asvs/`](asvs), a file per chapter. `npm run asvs` makes this page of it; `tests/architecture/asvs.test.ts` keeps both honest.',
];

/** docs/asvs.md: how to read it, the counts, all gaps, then a table per chapter. The same chapters give the same text. */
export function renderRegister(chapters: readonly Chapter[]): string {
  const entries = chapters.flatMap(({ entries }) => entries);
  const parts = [
    '# ASVS 5.0.0',
    INTRODUCTION.join('\\\n'),
    countTable(entries),
    '## Gaps',
    gapLists(entries),
    ...chapters.flatMap((chapter) => [`## ${chapter.chapter} ${chapter.title}`, chapterTable(chapter)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** How many entries there are by level and state; `total` are those of every level. */
export function countsOf(entries: readonly Entry[]): { level: string; counts: Record<State, number>; total: number }[] {
  const count = (of: readonly Entry[]) =>
    Object.fromEntries(STATES.map((state) => [state, of.filter((entry) => entry.state === state).length])) as Record<
      State,
      number
    >;
  const byLevel = LEVELS.map((level) => [String(level), entries.filter((entry) => entry.level === level)] as const);
  return [...byLevel, ['all', entries] as const].map(([level, of]) => ({ level, counts: count(of), total: of.length }));
}

function countTable(entries: readonly Entry[]): string {
  const rows = countsOf(entries).map(({ level, counts, total }) => [
    level,
    ...STATES.map((state) => String(counts[state])),
    String(total),
  ]);
  return table(['Level', ...STATES.map((state) => NAMES[state]), 'all'], rows);
}

function gapLists(entries: readonly Entry[]): string {
  return LEVELS.map((level) => {
    const gaps = entries.filter((entry) => entry.state === 'gap' && entry.level === level);
    const lines = gaps.map(({ id, about, note }) => `- **${id}** ${about}. ${note}`);
    return [`### Level ${level} (${gaps.length})`, lines.join('\n') || 'None.'].join('\n\n');
  }).join('\n\n');
}

function chapterTable({ entries }: Chapter): string {
  const rows = entries.map((entry) => [
    entry.id,
    String(entry.level),
    entry.about,
    NAMES[entry.state],
    [...entry.code, ...entry.tests].map(link).join('<br>'),
    entry.note,
  ]);
  return table(['Id', 'Level', 'About', 'State', 'Where', 'Note'], rows);
}

/** Shown by its file's name, which says most; the routes, whose files all have the same one, by their folder's too. */
function link(place: string): string {
  const parts = place.split('/');
  const shown = parts.slice(/^route\.tsx?$/.test(parts.at(-1) ?? '') ? -2 : -1).join('/');
  return `[${shown}](../${encodeURI(place)})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
