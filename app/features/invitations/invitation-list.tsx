import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { Section } from '#app/ui/card.tsx';
import { Badge } from '#app/ui/tag.tsx';
import type { InvitationState, InvitationSummary } from './view-invitation.server.ts';

interface InvitationListProps {
  invitations: readonly InvitationSummary[];
  /** where one of them is shown, such as `/people/invitations` */
  at: string;
  /** of several organisations */
  organisations?: boolean;
}

export function InvitationList({ invitations, at, organisations }: InvitationListProps) {
  const { t } = useTranslation('invitations');
  const { label } = useCode();
  const { dateTime } = useFormat();
  const states: Record<InvitationState, string> = {
    open: t('state.open'),
    accepted: t('state.accepted'),
    cancelled: t('state.cancelled'),
    expired: t('state.expired'),
  };
  if (invitations.length === 0) return null;
  const columns: Column<InvitationSummary>[] = [
    {
      key: 'name',
      header: t('form.name'),
      cell: ({ id, name }) => (
        <Link to={`${at}/${id}`} className="link inline-flex min-h-6 items-center">
          {name}
        </Link>
      ),
    },
    {
      key: 'roles',
      header: t('form.roles'),
      cell: ({ roles }) => roles.map((role) => (isCode('role', role) ? label('role', role) : role)).join(', '),
    },
    {
      key: 'state',
      header: t('list.state'),
      cell: ({ state }) => <Badge tone={state === 'open' ? 'leaf' : undefined}>{states[state]}</Badge>,
    },
    { key: 'until', header: t('sheet.until'), cell: ({ expiresAt }) => dateTime(expiresAt) },
  ];
  const where: Column<InvitationSummary> = {
    key: 'organisation',
    header: t('join.organisation'),
    cell: ({ organisation }) => organisation,
  };
  return (
    <Section title={t('list.title')}>
      <DataTable
        caption={t('list.title')}
        columns={organisations ? [...columns.slice(0, 1), where, ...columns.slice(1)] : columns}
        rows={invitations}
        rowKey={({ id }) => id}
      />
    </Section>
  );
}
