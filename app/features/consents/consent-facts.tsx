import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { useNarrowEffect, useRecipientText } from './consent-texts.ts';
import type { ConsentItem } from './consent-view.ts';
import type { ConsentPurpose, RecipientKind } from './consent.schema.ts';

interface ConsentFactsProps {
  answer: ConsentItem;
  purpose: ConsentPurpose;
  recipientKind: RecipientKind;
  own: string;
}

/** To whom, what, how and until when: the terms of one answer in two quiet lines, and a third when it covers too little. */
export function ConsentFacts({ answer, purpose, recipientKind, own }: ConsentFactsProps) {
  const { t, i18n } = useTranslation('consents');
  const { label } = useCode();
  const { date } = useFormat();
  const recipient = useRecipientText();
  const effect = useNarrowEffect();
  const language = label('language', answer.language);
  const said = t('detail.on', {
    method: label('consentMethod', answer.method),
    // Only English writes the name of a language with a capital inside a sentence.
    language: i18n.language === 'en' ? language : language.toLocaleLowerCase(i18n.language),
    date: date(answer.givenOn, 'short'),
  });
  const terms = [
    said,
    answer.interpreterUsed ? t('detail.withInterpreter') : '',
    answer.expiresOn ? t('detail.until', { date: date(answer.expiresOn, 'short') }) : '',
  ];
  const named = (categories: ConsentItem['categories']) => categories.map((category) => label('dataCategory', category)).join(', ');
  const uses = named(answer.categories);
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
      {answer.state === 'narrow' ? (
        <p className="text-ink">
          {t('narrow.missing', { categories: named(answer.missing) })} {effect(purpose)}
        </p>
      ) : null}
    </div>
  );
}
