import type { Code } from '#app/platform/codes.ts';
import type { CodedSnapshot } from './packet-snapshot.ts';

/** One line for each: the group by its name in the reader's language, then what the survivor said. */
export function perpetratorLines(
  perpetrators: CodedSnapshot['application']['perpetrators'],
  nameOf: (group: Code<'perpetratorGroup'>) => string,
): string {
  if (typeof perpetrators === 'string') return perpetrators;
  return perpetrators
    .map(({ group, description }) => [nameOf(group), description].filter(Boolean).join(': '))
    .join('\n');
}
