import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { readLetter } from './read-letter.server.ts';
import { SupplementReceipt } from './supplement-receipt.tsx';

type View = Awaited<ReturnType<typeof readLetter>>['view'];

/** A letter of the commission; it is opened by a deliberate act. */
export function LetterPage({ view: { packet, letter, body, broken, sent, mayAnswer, today } }: { view: View }) {
  const { t } = useTranslation('packets');
  const { label } = useCode();
  const { date } = useFormat();
  const decision = letter.kind === 'decision';
  return (
    <>
      <PageHeader
        title={decision ? t('letter.decision') : t('letter.request')}
        crumbs={[{ to: `/packets/${packet.id}`, label: packet.code }]}
        lead={t('letter.sentOn', { date: date(letter.sentOn) })}
      />
      <div className="grid gap-6">
        {broken ? (
          <Notice kind="danger" title={t('letter.brokenTitle')}>
            {t('letter.broken')}
          </Notice>
        ) : null}
        {body || broken ? null : (
          <Card>
            <p className="mb-4 max-w-prose">{decision ? t('letter.openDecision') : t('letter.openRequest')}</p>
            <Form method="post">
              <OnceField />
              <SubmitButton>{t('letter.open')}</SubmitButton>
            </Form>
          </Card>
        )}
        {body && letter.outcome ? <Outcome outcome={letter.outcome} /> : null}
        {body && letter.due ? (
          <Card title={decision ? t('letter.remedyUntil') : t('letter.answerUntil')}>
            <DueDate date={letter.due.on} today={today} unverified={!letter.due.verified} />
            <p className="mt-2 max-w-prose text-quiet">{t('letter.taskAdded')}</p>
          </Card>
        ) : null}
        {body?.kind === 'request' ? (
          <Card title={t('letter.asked')}>
            <ul className="mb-4 grid list-disc gap-1 ps-5">
              {letter.gaps.map((gap) => (
                <li key={gap}>{label('fileGap', gap)}</li>
              ))}
            </ul>
            <p className="max-w-prose whitespace-pre-line">{body.text}</p>
          </Card>
        ) : null}
        {mayAnswer ? (
          <Card title={t('supplement.title')}>
            <p className="mb-4 max-w-prose">{t('supplement.twoWays')}</p>
            <div className="flex flex-wrap gap-3">
              <ButtonLink to={`/packets/${packet.id}/letters/${letter.id}/answer`}>{t('supplement.start')}</ButtonLink>
              <ButtonLink to={`/packets/${packet.id}`} look="secondary">
                {t('supplement.onPaper')}
              </ButtonLink>
            </div>
          </Card>
        ) : null}
        {sent ? <SupplementReceipt packetId={packet.id} code={packet.code} sent={sent} /> : null}
        {body?.kind === 'decision' ? (
          <>
            <Card title={t('letter.reasons')}>
              <p className="max-w-prose whitespace-pre-line">{body.reasons}</p>
            </Card>
            {body.remedy ? (
              <Card title={t('letter.remedy')}>
                <p className="max-w-prose whitespace-pre-line">{body.remedy}</p>
              </Card>
            ) : null}
          </>
        ) : null}
      </div>
    </>
  );
}

function Outcome({ outcome }: { outcome: 'recognised' | 'rejected' }) {
  const { t } = useTranslation('packets');
  const { label } = useCode();
  return (
    <Notice kind={outcome === 'recognised' ? 'success' : 'info'} title={label('applicationState', outcome)}>
      {outcome === 'recognised' ? t('letter.tellRecognised') : t('letter.tellRejected')}
    </Notice>
  );
}
