import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { WindowNotice } from '#app/features/applications/window-notice.tsx';
import { WindowClosedLine } from './window-closed-line.tsx';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { LetterList } from './letter-list.tsx';
import { PacketMoments } from './packet-moments.tsx';
import { PacketStateTag } from './packet-state-tag.tsx';
import { HandoverForm, PaperProgressForm, ReferForm } from './packet-steps-form.tsx';
import { PrintList } from './print-list.tsx';
import { SentOutsideLine } from './sent-outside-line.tsx';
import type { PacketPage as View } from './view-packet.server.ts';

interface PacketPageProps {
  view: View;
  resultOf: (intent: string) => SubmissionResult<string[]> | null | undefined;
}

/** A packet on its way: the next step first, then where it stands. */
export function PacketPage({ view, resultOf }: PacketPageProps) {
  const { t } = useTranslation('packets');
  const { label } = useCode();
  const { date } = useFormat();
  const { may, handedOver, registration } = view;
  const leaving = may.handOver || may.refer;
  const closedNow = view.window && !view.window.open ? view.window : null;
  return (
    <>
      <PageHeader
        title={view.code}
        crumbs={[{ to: `/cases/${view.case.id}`, label: view.case.code }]}
        tags={<PacketStateTag stands={view.stands} />}
        lead={t('packet.lead', { recipient: view.recipient })}
      />
      <CaseTabs caseId={view.case.id} may={view.parts} here="/packet" />
      <div className="grid gap-6">
        {view.answersGone > 0 ? (
          <Notice kind="danger" title={t('answersGone.title')}>
            {t('answersGone.text', { count: view.answersGone })}
          </Notice>
        ) : null}
        {view.withdrawnOn ? (
          <Notice kind="warn" title={t('packet.withdrawn', { date: date(view.withdrawnOn) })}>
            {t('packet.withdrawnText')}
          </Notice>
        ) : null}
        {view.expired && !view.withdrawnOn ? (
          <Notice kind="warn" title={t('packet.expired', { date: date(view.expiresOn ?? view.today) })}>
            {t('packet.expiredText')}
          </Notice>
        ) : null}
        {view.closedPieces.length > 0 && !view.withdrawnOn ? (
          <Notice title={t('packet.closedPiece')}>
            <p>{t('packet.closedPieceText')}</p>
            <ul className="list-disc ps-5">
              {view.closedPieces.map((purpose) => (
                <li key={purpose}>{label('consentPurpose', purpose)}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {leaving && !view.consentActive ? (
          <Notice kind="warn" title={t('packet.noConsent')}>
            {t('packet.noConsentText')}
          </Notice>
        ) : null}
        {view.window ? <WindowNotice window={view.window} /> : null}
        <LetterList packetId={view.id} letters={view.letters} today={view.today} />
        {view.documents.length > 0 ? <PrintList packetId={view.id} documents={view.documents} may={may.open} /> : null}
        {may.refer && view.consentActive ? (
          <Card title={t('refer.title')}>
            <p className="mb-4 max-w-prose">{t('refer.text', { recipient: view.recipient })}</p>
            <ConfirmDisclosure action={t('refer.start')}>
              {closedNow ? <WindowClosedLine window={closedNow} way="system" /> : null}
              <p>{t('refer.sure')}</p>
              <ReferForm />
            </ConfirmDisclosure>
          </Card>
        ) : null}
        {may.handOver && view.consentActive ? (
          <Card title={t('handover.title')}>
            <p className="mb-4 max-w-prose text-quiet">{t('handover.text')}</p>
            {closedNow ? <WindowClosedLine window={closedNow} way="paper" /> : null}
            <HandoverForm today={view.today} sent={view.referredOn !== null} lastResult={resultOf('handover')} />
          </Card>
        ) : null}
        {view.nextStates.length > 0 ? (
          <Card title={t('progress.title')}>
            <p className="mb-4 max-w-prose text-quiet">{t('progress.text')}</p>
            <PaperProgressForm today={view.today} states={view.nextStates} lastResult={resultOf('progress')} />
          </Card>
        ) : null}
        <Card title={t('packet.where')}>
          <DefinitionList
            items={[
              { term: t('packet.frozenOn'), value: date(view.frozenOn) },
              {
                term: t('packet.handedOver'),
                value: handedOver && `${date(handedOver.on)} · ${label('handoverRoute', handedOver.route)}`,
              },
              ...(handedOver?.receivedBy ? [{ term: t('handover.receivedBy'), value: handedOver.receivedBy }] : []),
              { term: t('packet.referredOn'), value: view.referredOn && date(view.referredOn) },
              ...(view.sentOutside
                ? [{ term: t('outside.term'), value: <SentOutsideLine outside={view.sentOutside} /> }]
                : []),
              {
                term: t('packet.registration'),
                value: registration && `${registration.number ?? ''} · ${date(registration.on)}`,
              },
            ]}
          />
        </Card>
        <PacketMoments moments={view.moments} today={view.today} />
      </div>
    </>
  );
}
