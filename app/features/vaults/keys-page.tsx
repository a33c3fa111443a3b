import { Link, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Badge } from '#app/ui/tag.tsx';
import { useReasons } from './use-reasons.ts';
import type { RenewalView, VaultView } from './view-keys.server.ts';

const LOOK_AGAIN_MS = 2_000;

interface KeysPageProps {
  vaults: readonly VaultView[];
  underWay: number;
  keepsAlarms: boolean;
}

/** Every vault with its holders, and how far a renewal has come. Can be left: the work goes on by itself. */
export function KeysPage({ vaults, underWay, keepsAlarms }: KeysPageProps) {
  const { t } = useTranslation('keys');
  useLookingAgain(underWay > 0);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        next={
          <div className="flex flex-wrap gap-3">
            {keepsAlarms ? (
              <ButtonLink to="/keys/alarms" look="secondary">
                {t('alarms.title')}
              </ButtonLink>
            ) : null}
            <ButtonLink to="/keys/renew" look="secondary">
              {t('renew.title')}
            </ButtonLink>
          </div>
        }
      />
      <div className="grid gap-6">
        {underWay > 0 ? (
          <Notice title={t('underWay', { count: underWay })} live>
            {t('underWayText')}{' '}
            <Link to="/keys" className="link">
              {t('lookAgain')}
            </Link>
          </Notice>
        ) : null}
        {vaults.map((vault) => (
          <VaultCard key={vault.compartment} vault={vault} />
        ))}
      </div>
    </>
  );
}

function VaultCard({ vault: { compartment, epoch, since, holders, renewal } }: { vault: VaultView }) {
  const { t } = useTranslation('keys');
  const { label } = useCode();
  const { date, number } = useFormat();
  const name = isCode('compartment', compartment) ? label('compartment', compartment) : compartment;
  const open = renewal?.state === 'open';
  return (
    <Card
      title={name}
      aside={open ? <Badge tone="sky">{t('state.open')}</Badge> : <Badge tone="leaf">{t('state.current')}</Badge>}
    >
      <DefinitionList
        items={[
          { term: t('keysNumber'), value: t('keysSince', { number: number(epoch), date: date(since) }) },
          { term: t('holders'), value: holders.join(', ') },
        ]}
      />
      {renewal ? <Renewal renewal={renewal} name={name} /> : null}
    </Card>
  );
}

function Renewal({ renewal, name }: { renewal: RenewalView; name: string }) {
  const { t } = useTranslation('keys');
  const reasons = useReasons();
  const { dateTime, number } = useFormat();
  const counts = { done: number(renewal.done), total: number(renewal.total) };
  const begun = t('begun', { at: dateTime(renewal.startedAt), reason: reasons.label(renewal.reason) });
  if (renewal.state === 'done') {
    return (
      <div className="mt-4 grid gap-3">
        <p className="text-small text-quiet">
          {begun} {t('finished', { ...counts, at: dateTime(renewal.finishedAt ?? renewal.startedAt) })}
        </p>
        {renewal.unreadable > 0 ? (
          <Notice kind="warn" title={t('unreadable', { count: renewal.unreadable })}>
            {t('unreadableText')}
          </Notice>
        ) : null}
      </div>
    );
  }
  return (
    <div className="mt-4 grid gap-2">
      <p className="text-small text-quiet">{begun}</p>
      <progress
        className="h-3 w-full max-w-xl accent-leaf"
        value={renewal.done}
        max={Math.max(renewal.total, 1)}
        aria-label={t('progressOf', { name })}
      />
      <p className="tabular-nums">{t('progress', counts)}</p>
      {renewal.able ? null : (
        <Notice kind="warn" title={t('signInAgain')}>
          {t('signInAgainText')}
        </Notice>
      )}
    </div>
  );
}

/** With JavaScript the page looks by itself; without it there is the link. */
function useLookingAgain(wanted: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!wanted || state !== 'idle') return;
    const timer = window.setTimeout(revalidate, LOOK_AGAIN_MS);
    return () => window.clearTimeout(timer);
  }, [wanted, state, revalidate]);
}
