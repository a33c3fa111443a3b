import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { ConsentFacts } from './consent-facts.tsx';
import { ConsentStateTag } from './consent-state-tag.tsx';
import { RecipientList } from './recipient-list.tsx';
import type { ConsentRowView } from './view-consent-row.server.ts';
import { WithdrawForm } from './withdraw-form.tsx';

interface ConsentAnswerProps {
  answer: ConsentRowView['answers'][number];
  view: Pick<ConsentRowView, 'purpose' | 'recipientKind' | 'ownOrganisation' | 'mayWithdraw'>;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** One answer in full, with its notes; while it is active, the way to withdraw it. */
export function ConsentAnswer({ answer, view, lastResult }: ConsentAnswerProps) {
  const { t } = useTranslation('consents');
  const { date } = useFormat();
  const items = [
    { term: t('form.note'), value: answer.note },
    ...(answer.withdrawalNote ? [{ term: t('withdraw.noteWas'), value: answer.withdrawalNote }] : []),
    { term: t('detail.recordedBy'), value: answer.recordedBy },
  ];
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-3">
          <ConsentStateTag state={answer.state} />
          <time dateTime={answer.givenOn}>{date(answer.givenOn)}</time>
        </p>
        <ConsentFacts answer={answer} purpose={view.purpose} recipientKind={view.recipientKind} own={view.ownOrganisation} />
      </div>
      <DefinitionList items={items} />
      {answer.state === 'withdrawn' ? (
        <div>
          <h3 className="font-semibold">{t('withdraw.receivedLater')}</h3>
          <RecipientList recipients={answer.recipients} />
        </div>
      ) : null}
      {view.mayWithdraw && ['given', 'narrow', 'expired'].includes(answer.state) ? (
        <WithdrawForm
          consentId={answer.id}
          purpose={view.purpose}
          recipients={answer.recipients}
          lastResult={lastResult}
        />
      ) : null}
    </div>
  );
}
