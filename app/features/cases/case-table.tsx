import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Badge } from '#app/ui/tag.tsx';
import type { CaseListItem } from './case-view.ts';
import type { LawyerWanted } from './lawyer-wanted.ts';

interface CaseTableProps {
  items: readonly CaseListItem[];
  today: string;
  sort: string;
  /** by case id; only after they were asked for */
  names: Record<string, string> | undefined;
  showsWorkers: boolean;
}

export function CaseTable({ items, today, sort, names, showsWorkers }: CaseTableProps) {
  const { t } = useTranslation('cases');
  const { label } = useCode();
  const { date } = useFormat();
  const columns: Column<CaseListItem>[] = [
    {
      key: 'code',
      header: t('list.code'),
      cell: ({ id, code }) => (
        <>
          <Link to={`/cases/${id}`} className="link inline-flex min-h-6 items-center whitespace-nowrap tabular-nums">
            {code}
          </Link>
          {names ? <span className="block font-normal">{names[id] ?? <i className="text-quiet not-italic">{t('list.noName')}</i>}</span> : null}
        </>
      ),
    },
    {
      key: 'step',
      header: t('list.step'),
      cell: ({ step, closed, erased }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {erased ? null : isCode('caseStep', step) ? label('caseStep', step) : step}
          {erased ? <Badge>{t('list.isErased')}</Badge> : closed ? <Badge>{t('list.isClosed')}</Badge> : null}
        </span>
      ),
    },
    {
      key: 'task',
      header: t('list.nextTask'),
      cell: ({ id, nextTask, lawyerWanted }) => (
        <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
          {lawyerWanted ? <Wanted caseId={id} wanted={lawyerWanted} mayAssign={showsWorkers} /> : null}
          {nextTask ? (
            <>
              {isCode('taskKind', nextTask.kind) ? label('taskKind', nextTask.kind) : nextTask.kind}
              {nextTask.dueOn ? <DueDate date={nextTask.dueOn} today={today} /> : null}
            </>
          ) : null}
          {nextTask || lawyerWanted ? null : <span className="text-quiet">{t('list.noTask')}</span>}
        </span>
      ),
    },
    {
      key: 'waiting',
      header: t('list.waiting'),
      sortable: true,
      numeric: true,
      cell: ({ daysWaiting }) => t('list.days', { count: daysWaiting }),
    },
    { key: 'opened', header: t('list.opened'), sortable: true, cell: ({ openedOn }) => <span className="whitespace-nowrap">{date(openedOn, 'short')}</span> },
  ];
  const workers: Column<CaseListItem> = {
    key: 'workers',
    header: t('list.assignedTo'),
    cell: ({ workers }) => (workers?.length ? workers.join(', ') : <Badge tone="honey">{t('list.nobody')}</Badge>),
  };
  return (
    <DataTable
      caption={showsWorkers ? t('list.allTitle') : t('list.title')}
      columns={showsWorkers ? [...columns, workers] : columns}
      rows={items}
      rowKey={({ id }) => id}
      sort={sort}
      empty={<EmptyState title={t('list.empty')} text={t('list.emptyText')} />}
    />
  );
}

/** A legal officer is wanted: for who assigns, the way to it; for others, that it is waited for. */
function Wanted({ caseId, wanted, mayAssign }: { caseId: string; wanted: LawyerWanted; mayAssign: boolean }) {
  const { t } = useTranslation('cases');
  const { date } = useFormat();
  const words = wanted.since
    ? t('list.lawyerSince', { date: date(wanted.since, 'short') })
    : t('list.lawyerWanted');
  return mayAssign ? (
    <Link to={`/cases/${caseId}/assignments`} className="link inline-flex min-h-6 items-center">
      {words}
    </Link>
  ) : (
    <Badge tone="honey">{words}</Badge>
  );
}
