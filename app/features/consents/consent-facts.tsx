import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { useRecipientText } from './consent-texts.ts';
import type { ConsentItem } from './consent-view.ts';
import type { RecipientKind } from './consent.schema.ts';

interface ConsentFactsProps {
  answer: ConsentItem;
  recipientKind: RecipientKind;
  own: string;
}

/** To whom, what, how and until when: the terms of one answer in two quiet lines. */
export function ConsentFacts({ answer, recipientKind, own }: ConsentFactsProps) {
  const { t } = useTranslation('consents');
  const { label } = useCode();
  const { date } = useFormat();
  const recipient = useRecipientText();
  const said = t('detail.on', {
    method: label('consentMethod', answer.method),
    language: label('language', answer.language),
    date: date(answer.givenOn, 'short'),
  });
  const terms = [
    said,
    answer.interpreterUsed ? t('detail.withInterpreter') : '',
    answer.expiresOn ? t('detail.until', { date: date(answer.expiresOn, 'short') }) : '',
  ];
  const uses = answer.categories.map((category) => label('dataCategory', category)).join(', ');
  return (
    <div className="text-small text-quiet">
      {answer.state === 'refused' ? null : (
        <p>
          {recipient(recipientKind, answer.recipient, own)}
          {uses ? ` · ${uses}` : ''}
        </p>
      )}
      <p>
        {terms.filter(Boolean).join(' · ')}
        {answer.withdrawnAt ? ` · ${t('detail.withdrawnOn')} ${date(answer.withdrawnAt, 'short')}` : ''}
      </p>
    </div>
  );
}
