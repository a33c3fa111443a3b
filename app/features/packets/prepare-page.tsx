import type { SubmissionResult } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { WindowNotice } from '#app/features/applications/window-notice.tsx';
import { useTraceNames } from '#app/features/statements/use-trace-names.ts';
import { CaseTabs } from '#app/features/cases/case-tabs.tsx';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { FreezeForm } from './freeze-form.tsx';
import { PacketStateTag } from './packet-state-tag.tsx';
import type { preparePacket } from './prepare-packet.server.ts';
import { useGapNames, useTextNames } from './use-gap-names.ts';

type View = Awaited<ReturnType<typeof preparePacket>>['view'];

/** What is missing, or the one step that fixes the content. */
export function PreparePage({
  view,
  lastResult,
}: {
  view: View;
  lastResult: SubmissionResult<string[]> | null | undefined;
}) {
  const { t } = useTranslation('packets');
  const gapName = useGapNames();
  const textName = useTextNames();
  const traceName = useTraceNames();
  const ready = view.gaps.length === 0 && view.mayFreeze;
  const unsent = view.packets.find(({ stands }) => stands === 'frozen');
  const crumbs = [{ to: `/cases/${view.case.id}`, label: view.case.code }];
  return (
    <>
      <PageHeader title={t('freeze.title')} crumbs={crumbs} lead={t('freeze.lead')} />
      <CaseTabs caseId={view.case.id} may={view.parts} />
      <div className="grid gap-6">
        {view.left ? null : <WindowNotice window={view.window} />}
        {unsent ? (
          <Card title={t('freeze.unsent', { code: unsent.code })}>
            <p className="mb-4 max-w-prose">{t('freeze.unsentText')}</p>
            <ButtonLink to={`/packets/${unsent.id}`}>{t('freeze.toPacket')}</ButtonLink>
          </Card>
        ) : null}
        {view.left ? (
          <Notice title={gapName(view.left === 'decided' ? 'already_decided' : 'already_sent')}>
            {t('freeze.leftText')}
          </Notice>
        ) : null}
        {view.gaps.length > 0 && !view.left ? (
          <Card title={t('freeze.missing')}>
            <ul className="grid list-disc gap-1 ps-5">
              {view.gaps.map((gap) => (
                <li key={gap}>{gapName(gap)}</li>
              ))}
            </ul>
            <p className="mt-4">
              <ButtonLink to={`/cases/${view.case.id}/application`}>{t('freeze.toApplication')}</ButtonLink>
            </p>
          </Card>
        ) : null}
        {view.tracesFoundIn.length > 0 ? (
          <Notice kind="warn" title={t('freeze.named')}>
            <p>{t('freeze.namedText')}</p>
            <ul className="list-disc ps-5">
              {view.tracesFoundIn.map(({ text, traces }) => (
                <li key={text}>
                  {textName(text)}: {traces.map(traceName).join(', ')}
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {view.leftOut > 0 ? (
          <Notice title={t('freeze.leftOut', { count: view.leftOut })}>{t('freeze.leftOutText')}</Notice>
        ) : null}
        {view.contactAgreed ? null : <Notice title={t('freeze.noContact')}>{t('freeze.noContactText')}</Notice>}
        {view.apart ? <Notice title={t('freeze.apart')}>{t('freeze.apartText')}</Notice> : null}
        {ready ? (
          <Card title={t('freeze.ready')}>
            <p className="mb-2 max-w-prose">{t('freeze.readyText', { count: view.evidence })}</p>
            {view.softGaps.length > 0 ? (
              <p className="mb-4 max-w-prose text-quiet">
                {t('freeze.soft', { list: view.softGaps.map(gapName).join(', ') })}
              </p>
            ) : null}
            <FreezeForm
              language={view.language}
              named={view.tracesFoundIn.length > 0}
              again={unsent !== undefined}
              lastResult={lastResult}
            />
          </Card>
        ) : null}
        <PacketList packets={view.packets} />
      </div>
    </>
  );
}

function PacketList({ packets }: { packets: View['packets'] }) {
  const { t } = useTranslation('packets');
  const { date } = useFormat();
  if (packets.length === 0) return null;
  return (
    <Card title={t('freeze.earlier')}>
      <ul className="grid gap-2">
        {packets.map((packet) => (
          <li key={packet.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link to={`/packets/${packet.id}`} className="link font-semibold">
              {packet.code}
            </Link>
            <span className="text-quiet">{date(packet.frozenOn)}</span>
            <PacketStateTag stands={packet.stands} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
