import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { assignCase, handOverCase, withdrawAssignment } from '#app/features/cases/change-team.server.ts';
import { AssignForm, HandOverForm, WithdrawForm } from '#app/features/cases/team-forms.tsx';
import { AssignSchema, HandOverSchema, WithdrawSchema } from '#app/features/cases/team.schema.ts';
import { viewTeam } from '#app/features/cases/view-team.server.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card, Section } from '#app/ui/card.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Timeline } from '#app/ui/timeline.tsx';

export const meta = () => [{ title: 'Linden – team' }];

const theCase = { params: CaseParams, resource: caseResource };

export const loader = actorLoader({ action: 'readAssignments', ...theCase }, ({ uow, params }) => viewTeam(uow, params.caseId));

export const action = intents({
  assign: actorAction({ action: 'assignCase', ...theCase, form: AssignSchema }, ({ uow, params, form }) =>
    assignCase(uow, params.caseId, form.memberId),
  ),
  withdraw: actorAction({ action: 'assignCase', ...theCase, form: WithdrawSchema }, ({ uow, params, form }) =>
    withdrawAssignment(uow, params.caseId, form.memberId),
  ),
  handOver: actorAction({ action: 'assignCase', ...theCase, form: HandOverSchema }, ({ uow, params, form }) =>
    handOverCase(uow, params.caseId, form.memberId, form.toMemberId),
  ),
});

export default function Team() {
  const { t } = useTranslation('cases');
  const { date } = useFormat();
  const { id, code, parts, working, before, free } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const resultOf = (intent: string, memberId?: string) => {
    const sent = answer?.lastResult?.initialValue;
    return sent?.['intent'] === intent && (!memberId || sent['memberId'] === memberId) ? answer?.lastResult : undefined;
  };
  return (
    <>
      <PageHeader
        title={t('team.title')}
        lead={t('team.lead')}
        crumbs={[
          { to: '/cases', label: t('list.allTitle') },
          { to: `/cases/${id}`, label: code },
        ]}
      />
      <CaseTabs caseId={id} may={parts} />
      <div className="grid gap-6">
        {working.length === 0 ? <Notice kind="warn" title={t('team.nobody')}>{t('next.assignWhy')}</Notice> : null}
        {working.map(({ memberId, name, since }) => (
          <Card key={memberId} title={name} aside={<span className="text-small text-quiet">{t('team.since', { date: date(since) })}</span>}>
            <div className="flex flex-wrap items-start gap-3">
              {free.length > 0 ? (
                <ConfirmDisclosure action={t('team.handOver')}>
                  <HandOverForm memberId={memberId} free={free} lastResult={resultOf('handOver', memberId)} />
                </ConfirmDisclosure>
              ) : null}
              {working.length > 1 ? (
                <ConfirmDisclosure action={t('team.withdraw')}>
                  <WithdrawForm memberId={memberId} name={name} lastResult={resultOf('withdraw', memberId)} />
                </ConfirmDisclosure>
              ) : null}
            </div>
          </Card>
        ))}
        {free.length > 0 ? (
          <Card title={t('team.add')}>
            <AssignForm key={free.length} free={free} lastResult={resultOf('assign')} />
          </Card>
        ) : null}
        {before.length > 0 ? (
          <Section title={t('team.before')}>
            <Timeline
              entries={before.map((person) => ({
                id: person.id,
                at: person.until ?? person.since,
                title: person.name,
                meta: t('team.since', { date: date(person.since) }),
              }))}
            />
          </Section>
        ) : null}
      </div>
    </>
  );
}
