import { useTranslation } from 'react-i18next';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { Badge } from '#app/ui/tag.tsx';

export interface Person {
  id: string;
  name: string;
  roles: string[];
  active: boolean;
  lastSeen: string | null;
  /** null for who does not assign cases */
  openCases: number | null;
}

export function PeopleTable({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation('members');
  const { label } = useCode();
  const { date, number } = useFormat();
  const columns: Column<Person>[] = [
    {
      key: 'name',
      header: t('people.name'),
      cell: ({ name, active }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {name}
          {active ? null : <Badge>{t('people.inactive')}</Badge>}
        </span>
      ),
    },
    {
      key: 'roles',
      header: t('people.roles'),
      cell: ({ roles }) => roles.map((role) => (isCode('role', role) ? label('role', role) : role)).join(', '),
    },
    { key: 'seen', header: t('people.lastSeen'), cell: ({ lastSeen }) => (lastSeen ? date(lastSeen, 'short') : t('people.never')) },
  ];
  const cases: Column<Person> = {
    key: 'cases',
    header: t('people.openCases'),
    numeric: true,
    cell: ({ openCases }) => number(openCases ?? 0),
  };
  const assigns = people.some(({ openCases }) => openCases !== null);
  return (
    <DataTable caption={t('people.title')} columns={assigns ? [...columns, cases] : columns} rows={people} rowKey={({ id }) => id} />
  );
}
