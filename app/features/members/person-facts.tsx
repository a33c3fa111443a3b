import { useTranslation } from 'react-i18next';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DefinitionList, type Definition } from '#app/ui/definition-list.tsx';
import type { viewMember } from './view-member.server.ts';

export type PersonView = Awaited<ReturnType<typeof viewMember>>['view'];

/** Names of roles and vaults in the page's language. */
export function useAccessNames() {
  const { label } = useCode();
  return {
    role: (role: string) => (isCode('role', role) ? label('role', role) : role),
    vault: (compartment: string) =>
      isCode('compartment', compartment) ? label('compartment', compartment) : compartment,
  };
}

/** What is known of a colleague's work and access; a supervisor sees no vaults and no sessions. */
export function PersonFacts({ person }: { person: PersonView }) {
  const { t } = useTranslation('members');
  const names = useAccessNames();
  const { date, dateTime, number } = useFormat();
  const { access } = person;
  const items: Definition[] = [
    { term: t('people.roles'), value: person.roles.map(names.role).join(', ') || t('person.noRoles') },
    { term: t('people.lastSeen'), value: person.lastSeen ? dateTime(person.lastSeen) : t('people.never') },
    ...(person.openCases === null ? [] : [{ term: t('people.openCases'), value: number(person.openCases) }]),
    {
      term: t('person.cases'),
      value:
        person.alone > 0
          ? t('person.casesAlone', { cases: number(person.cases), alone: number(person.alone) })
          : number(person.cases),
    },
  ];
  const held: Definition[] = access
    ? [
        {
          term: t('person.vaults'),
          value:
            access.vaults
              .map(({ compartment, since }) =>
                t('person.vaultSince', { vault: names.vault(compartment), date: date(since) }),
              )
              .join('\n') || t('person.noVaults'),
        },
        { term: t('person.sessions'), value: number(access.sessions) },
      ]
    : [];
  return <DefinitionList items={[...items, ...held]} />;
}
