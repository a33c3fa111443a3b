import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Badge } from '#app/ui/tag.tsx';
import { useKindTexts, useServiceLabel } from './session-texts.ts';
import type { SessionItem } from './session-view.ts';

/** What was done and when; the note is one deliberate step away. */
export function SessionTable({ caseId, sessions }: { caseId: string; sessions: readonly SessionItem[] }) {
  const { t } = useTranslation('sessions');
  const { date } = useFormat();
  const service = useServiceLabel();
  const kinds = useKindTexts();
  const columns: Column<SessionItem>[] = [
    {
      key: 'what',
      header: t('list.what'),
      cell: (session) => (
        <Link to={`/cases/${caseId}/sessions/${session.id}`} className="link inline-flex min-h-6 items-center">
          {service(session.service)}
        </Link>
      ),
    },
    { key: 'when', header: t('list.when'), cell: (session) => date(session.heldOn, 'short') },
    {
      key: 'kind',
      header: t('list.kindHeader'),
      cell: (session) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <Badge>{kinds[session.kind].name}</Badge>
          {session.corrected ? <span className="text-small text-quiet">{t('list.corrected')}</span> : null}
          {session.groupSessionId ? <span className="text-small text-quiet">{t('list.inGroup')}</span> : null}
        </span>
      ),
    },
    {
      key: 'duration',
      header: t('list.duration'),
      cell: (session) => (session.durationMinutes > 0 ? t('minutes', { count: session.durationMinutes }) : '–'),
    },
    { key: 'worker', header: t('list.worker'), cell: (session) => session.worker },
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={sessions}
      rowKey={(session) => session.id}
      empty={<EmptyState title={t('list.empty')} text={t('list.emptyText')} />}
    />
  );
}
