import type { SubmissionResult } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useTraceNames } from '#app/features/statements/use-trace-names.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Card } from '#app/ui/card.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { SupplementView as View } from './prepare-supplement.server.ts';
import { SupplementForm } from './supplement-form.tsx';

/** What the commission asked for, and what of the case goes to it. */
export function SupplementPage({
  view,
  lastResult,
}: {
  view: View;
  lastResult: SubmissionResult<string[]> | null | undefined;
}) {
  const { t } = useTranslation('packets');
  const { label } = useCode();
  const { letter, packet } = view;
  const path = `/packets/${packet.id}/letters/${letter.id}`;
  const offered = view.pieces.filter(({ agreed }) => agreed);
  const closed = view.pieces.filter(({ agreed }) => !agreed);
  const ready = view.answerable && view.consentActive;
  return (
    <>
      <PageHeader
        title={t('supplement.title')}
        crumbs={[
          { to: `/packets/${packet.id}`, label: packet.code },
          { to: path, label: t('letter.request') },
        ]}
        lead={t('supplement.lead', { recipient: packet.recipient })}
      />
      <div className="grid gap-6">
        {view.answerable ? null : <Notice title={t('supplement.closed')}>{t('supplement.closedText')}</Notice>}
        {view.consentActive ? null : (
          <Notice kind="warn" title={t('packet.noConsent')}>
            {t('packet.noConsentText')}
          </Notice>
        )}
        <Card title={t('letter.asked')}>
          <ul className="grid list-disc gap-1 ps-5">
            {letter.gaps.map((gap) => (
              <li key={gap}>{label('fileGap', gap)}</li>
            ))}
          </ul>
          {view.words ? <p className="mt-3 max-w-prose whitespace-pre-line">{view.words}</p> : null}
          {letter.due ? (
            <p className="mt-3">
              {t('letter.answerUntil')}{' '}
              <DueDate date={letter.due.on} today={view.today} unverified={!letter.due.verified} />
            </p>
          ) : null}
        </Card>
        <NamedNotice pieces={offered} />
        {closed.length > 0 ? (
          <Notice title={t('supplement.staysOut')}>
            <p>{t('supplement.staysOutText')}</p>
            <ul className="list-disc ps-5">
              {closed.map((piece) => (
                <li key={piece.id}>
                  {piece.title} · {label('evidenceType', piece.type)}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {ready ? (
          <Card title={t('supplement.choose')}>
            <p className="mb-4 max-w-prose">
              {t('supplement.missing')}{' '}
              <Link
                to={`/cases/${view.case.id}/evidence/new?packet=${packet.id}&letter=${letter.id}`}
                className="link"
              >
                {t('supplement.add')}
              </Link>
            </p>
            <SupplementForm pieces={offered} draft={view.draft} lastResult={lastResult} />
          </Card>
        ) : null}
      </div>
    </>
  );
}

function NamedNotice({ pieces }: { pieces: View['pieces'] }) {
  const { t } = useTranslation('packets');
  const traceName = useTraceNames();
  const named = pieces.filter(({ traces }) => traces.length > 0);
  if (named.length === 0) return null;
  return (
    <Notice kind="warn" title={t('freeze.named')}>
      <p>{t('supplement.namedText')}</p>
      <ul className="list-disc ps-5">
        {named.map((piece) => (
          <li key={piece.id}>
            {piece.title}: {piece.traces.map(traceName).join(', ')}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
