import type { SubmissionResult } from '@conform-to/react';
import { Form as GetForm } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { buttonStyle } from '#app/ui/button-style.ts';
import { Card } from '#app/ui/card.tsx';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { HandOverCasesSchema, ONLY_OUT } from './hand-over.schema.ts';
import type { viewHandOver } from './hand-over-cases.server.ts';

type View = Awaited<ReturnType<typeof viewHandOver>>['view'];
type WorkCase = View['cases'][number];

/** First among whom, then who takes which: the second step shows a proposal that can be changed case by case. */
export function HandOverPage({
  view,
  lastResult,
}: {
  view: View;
  lastResult: SubmissionResult<string[]> | null | undefined;
}) {
  const { t } = useTranslation('cases');
  const { t: tMembers } = useTranslation('members');
  return (
    <>
      <PageHeader
        title={t('handOver.title')}
        lead={t('handOver.lead', { name: view.name, count: view.cases.length })}
        crumbs={[
          { to: '/people', label: tMembers('people.title') },
          { to: `/people/${view.id}`, label: view.name },
        ]}
      />
      {view.cases.length === 0 ? (
        <EmptyState title={t('handOver.none')} text={t('handOver.noneText')} />
      ) : (
        <div className="grid gap-6">
          <SpreadForm view={view} />
          <CasesForm key={view.among.join()} view={view} lastResult={lastResult} />
        </div>
      )}
    </>
  );
}

function SpreadForm({ view }: { view: View }) {
  const { t } = useTranslation('cases');
  const { label } = useCode();
  if (view.colleagues.length === 0) return <p>{t('handOver.nobody')}</p>;
  return (
    <Card title={t('handOver.among')}>
      <GetForm method="get" className="grid gap-4">
        <fieldset className="grid max-w-xl gap-2">
          <legend className="mb-1.5 text-quiet">{t('handOver.amongHelp')}</legend>
          {view.colleagues.map(({ id, name, roles, openCases }) => (
            <label
              key={id}
              className="flex min-h-11 items-start gap-3 rounded-control border border-line bg-surface px-3 py-2"
            >
              <input
                type="checkbox"
                name={`with-${id}`}
                value="on"
                defaultChecked={view.among.includes(id)}
                className="mt-1 size-4.5 shrink-0"
              />
              <span>
                {name}
                <span className="block text-small text-quiet">
                  {roles.map((role) => (isCode('role', role) ? label('role', role) : role)).join(', ')} ·{' '}
                  {t('handOver.workload', { count: openCases })}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <div>
          <button type="submit" className={buttonStyle('secondary')}>
            {t('handOver.propose')}
          </button>
        </div>
      </GetForm>
    </Card>
  );
}

function CasesForm({ view, lastResult }: { view: View; lastResult: SubmissionResult<string[]> | null | undefined }) {
  const { t } = useTranslation('cases');
  const { label } = useCode();
  const { form } = useLindenForm(HandOverCasesSchema, { id: 'hand-over', lastResult });
  const typed = lastResult?.initialValue?.['cases'] as { to?: string }[] | undefined;
  const columns: Column<WorkCase>[] = [
    { key: 'code', header: t('handOver.code'), cell: ({ code }) => code },
    {
      key: 'step',
      header: t('handOver.step'),
      cell: ({ step, closed }) =>
        closed ? t('handOver.closed') : isCode('caseStep', step) ? label('caseStep', step) : step,
    },
    {
      key: 'others',
      header: t('handOver.others'),
      cell: ({ others }) => others.map(({ name }) => name).join(', ') || t('handOver.onlyShe'),
    },
    {
      key: 'to',
      header: t('handOver.to'),
      cell: (row) => {
        const position = view.cases.indexOf(row);
        return (
          <>
            <input type="hidden" name={`cases[${position}].caseId`} value={row.id} />
            <select
              name={`cases[${position}].to`}
              aria-label={t('handOver.toFor', { code: row.code })}
              defaultValue={typed?.[position]?.to ?? row.to}
              className="control max-w-xs"
            >
              <option value="">{t('handOver.stays')}</option>
              {row.others.length > 0 ? <option value={ONLY_OUT}>{t('handOver.onlyOut')}</option> : null}
              {view.colleagues.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </>
        );
      },
    },
  ];
  return (
    <Card title={t('handOver.which')}>
      <p className="mb-4 max-w-prose">{t('handOver.happens', { name: view.name })}</p>
      <Form form={form} className="grid gap-4">
        <DataTable caption={t('handOver.which')} columns={columns} rows={view.cases} rowKey={({ id }) => id} />
        <div>
          <SubmitButton>{t('handOver.submit')}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
