import { Link } from '@remix-run/react';
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

interface PeopleTableProps {
  people: readonly Person[];
  /** who may look at one colleague gets her name as a link */
  opens: boolean;
  /** the custodian who looks: she gives the others a new way in, never herself */
  renewableBy?: string | null;
}

export function PeopleTable({ people, opens, renewableBy = null }: PeopleTableProps) {
  const { t } = useTranslation('members');
  const { label } = useCode();
  const { date, number } = useFormat();
  const columns: Column<Person>[] = [
    {
      key: 'name',
      header: t('people.name'),
      cell: ({ id, name, active }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {opens ? (
            <Link to={`/people/${id}`} className="link inline-flex min-h-6 items-center">
              {name}
            </Link>
          ) : (
            name
          )}
          {active ? null : <Badge>{t('people.inactive')}</Badge>}
        </span>
      ),
    },
    {
      key: 'roles',
      header: t('people.roles'),
      cell: ({ roles }) => roles.map((role) => (isCode('role', role) ? label('role', role) : role)).join(', '),
    },
    {
      key: 'seen',
      header: t('people.lastSeen'),
      cell: ({ lastSeen }) => (lastSeen ? date(lastSeen, 'short') : t('people.never')),
    },
  ];
  const cases: Column<Person> = {
    key: 'cases',
    header: t('people.openCases'),
    numeric: true,
    cell: ({ openCases }) => number(openCases ?? 0),
  };
  const acts: Column<Person> = {
    key: 'acts',
    header: t('people.lost'),
    cell: ({ id, active, name }) =>
      active && id !== renewableBy ? (
        <Link
          to={`/people/${id}/renew`}
          aria-label={t('people.renewOf', { name })}
          className="link inline-flex min-h-6 items-center"
        >
          {t('people.renew')}
        </Link>
      ) : (
        '–'
      ),
  };
  const assigns = people.some(({ openCases }) => openCases !== null);
  const shown = [...columns, ...(assigns ? [cases] : []), ...(renewableBy ? [acts] : [])];
  return <DataTable caption={t('people.title')} columns={shown} rows={people} rowKey={({ id }) => id} />;
}
