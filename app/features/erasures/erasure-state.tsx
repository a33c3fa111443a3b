import { useTranslation } from 'react-i18next';
import { RecipientList } from '#app/features/consents/recipient-list.tsx';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { ErasureView } from './view-erasure.server.ts';

/** What goes and what stays, in plain words, before anybody decides. */
export function WhatErasingDoes({
  backupDays,
  recipients,
}: {
  backupDays: number;
  recipients: ErasureView['recipients'];
}) {
  const { t } = useTranslation('erasures');
  return (
    <Card title={t('what.title')}>
      <div className="grid max-w-prose gap-4">
        <p>{t('what.goes')}</p>
        <p>{t('what.stays')}</p>
        <p>{t('what.backups', { count: backupDays })}</p>
        <div>
          <h3 className="font-semibold">{t('what.received')}</h3>
          <RecipientList recipients={recipients} />
        </div>
      </div>
    </Card>
  );
}

/** Where the wish stands: waiting for a second person, or done, with the proof. */
export function ErasureState({ wish, declined }: Pick<ErasureView, 'wish' | 'declined'>) {
  const { t } = useTranslation('erasures');
  const { label } = useCode();
  const { date } = useFormat();
  if (!wish) {
    const [last] = declined;
    return last ? (
      <Notice title={t('state.declinedTitle')}>
        {t('state.declined', { date: date(last.on), name: last.by ?? '–' })}
      </Notice>
    ) : null;
  }
  const asked = [
    {
      term: t('state.askedOn'),
      value: `${date(wish.askedOn)}${isCode('consentMethod', wish.method) ? ` · ${label('consentMethod', wish.method)}` : ''}`,
    },
    { term: t('state.passedOnBy'), value: wish.by ?? '–' },
  ];
  if (!wish.erasedOn) {
    return (
      <Card title={t('state.waitingTitle')}>
        <p className="mb-4 max-w-prose">{wish.own ? t('state.waitingOwn') : t('state.waiting')}</p>
        <DefinitionList items={asked} />
      </Card>
    );
  }
  const proof = [
    ...asked,
    { term: t('state.erasedOn'), value: date(wish.erasedOn) },
    { term: t('state.carriedOutBy'), value: wish.decidedBy ?? '–' },
    { term: t('state.backupsUntil'), value: wish.backupsUntil ? date(wish.backupsUntil) : '–' },
  ];
  return (
    <Card title={t('state.erasedTitle')}>
      <p className="mb-4 max-w-prose">{t('state.erased')}</p>
      <DefinitionList items={proof} />
    </Card>
  );
}
