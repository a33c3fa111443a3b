import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { breakGlass, viewGlass } from '#app/features/cases/break-glass.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { GlassForm } from '#app/features/cases/glass-form.tsx';
import { GlassLine } from '#app/features/cases/glass-line.tsx';
import { BreakGlassSchema } from '#app/features/cases/team.schema.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – access' }];

const theCase = { params: CaseParams, resource: caseResource };

export const loader = actorLoader({ action: 'breakGlass', ...theCase }, ({ uow, params }) => viewGlass(uow, params.caseId));

export const action = actorAction({ action: 'breakGlass', ...theCase, form: BreakGlassSchema }, ({ uow, params, form }) =>
  breakGlass(uow, params.caseId, form.reason),
);

export default function BreakGlass() {
  const { t } = useTranslation('cases');
  const { id, code, until, hours } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t('glass.title')}
        crumbs={[
          { to: '/cases', label: t('list.allTitle') },
          { to: `/cases/${id}`, label: code },
        ]}
      />
      <div className="grid gap-6">
        {until ? <GlassLine caseId={id} until={until} mayBreak={false} /> : null}
        <Notice kind="info" title={t('glass.whatTitle')}>{t('glass.what', { count: hours })}</Notice>
        <GlassForm lastResult={answer?.lastResult} />
      </div>
    </>
  );
}
