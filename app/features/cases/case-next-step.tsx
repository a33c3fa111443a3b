import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import type { NextStep } from './next-step.ts';

/** The one obvious next step, with a sentence on why; nothing here is urgent by itself. */
export function NextStepCard({ caseId, next, closed }: { caseId: string; next: NextStep | null; closed: boolean }) {
  const { t } = useTranslation('cases');
  if (next === null) return <Card title={t('next.title')}>{closed ? t('next.closed') : t('next.nothing')}</Card>;
  const steps: Record<NextStep, { to: string; action: string; why: string }> = {
    assign: { to: 'assignments', action: t('next.assign'), why: t('next.assignWhy') },
    identity: { to: 'identity', action: t('next.identity'), why: t('next.identityWhy') },
    consents: { to: 'consents', action: t('next.consents'), why: t('next.consentsWhy') },
    task: { to: 'tasks', action: t('next.task'), why: t('next.taskWhy') },
    application: { to: 'application', action: t('next.application'), why: t('next.applicationWhy') },
    session: { to: 'sessions/new', action: t('next.session'), why: t('next.sessionWhy') },
  };
  const { to, action, why } = steps[next];
  return (
    <Card title={t('next.title')}>
      <p className="mb-4 max-w-prose">{why}</p>
      <ButtonLink to={`/cases/${caseId}/${to}`}>{action}</ButtonLink>
    </Card>
  );
}
