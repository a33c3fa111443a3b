import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppShell } from '#app/ui/app-shell.tsx';
import type { FrameView } from './frame.server.ts';
import type { PlaceKey } from './home.ts';

/** The shell around a page of hers, or around what went wrong with one. */
export function Frame({ view, children }: { view: FrameView; children: ReactNode }) {
  const { t } = useTranslation('members');
  const { member, places, fictional, sheetsDue } = view;
  const labels: Record<PlaceKey, string> = {
    cases: t('places.cases'),
    tasks: t('places.tasks'),
    groups: t('places.groups'),
    inbox: t('places.inbox'),
    files: t('places.files'),
    figures: t('places.figures'),
    releases: t('places.releases'),
    people: t('places.people'),
    keys: t('places.keys'),
    notices: t('places.notices'),
    audit: t('places.audit'),
    settings: t('places.settings'),
    organisations: t('places.organisations'),
  };
  const nav = places.map(({ to, key }) => ({ to, label: labels[key] }));
  const line = 'mx-auto max-w-6xl px-4 py-2 text-small sm:px-6';
  const banner = (
    <>
      {fictional ? <p className={line}>{t('fictional')}</p> : null}
      {sheetsDue ? (
        <p className={line}>
          {t('drillDue')}{' '}
          <Link to="/keys/recovery/drill" className="link">
            {t('drillLink')}
          </Link>
        </p>
      ) : null}
    </>
  );
  return (
    <AppShell member={member} nav={nav} banner={fictional || sheetsDue ? banner : undefined}>
      {children}
    </AppShell>
  );
}
