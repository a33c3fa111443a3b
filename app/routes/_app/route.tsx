import { Link, Outlet, useLoaderData } from '@remix-run/react';
import type { ShouldRevalidateFunctionArgs } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionLoader } from '#app/kernel/actor-route.server.ts';
import { evaluationMode } from '#app/kernel/evaluation.server.ts';
import { placesOf, type PlaceKey } from '#app/features/members/home.ts';
import { shouldTrySheets } from '#app/features/members/remind-of-drill.server.ts';
import { AppShell } from '#app/ui/app-shell.tsx';

export const loader = sessionLoader(async ({ actor }) => ({
  member: { name: actor.displayName, organisation: actor.organisationName, accountTo: '/account' },
  places: placesOf(actor.roles),
  fictional: evaluationMode(),
  sheetsDue: await shouldTrySheets(actor),
}));

/** The frame changes with the member, not with the page. */
export function shouldRevalidate({ formAction }: ShouldRevalidateFunctionArgs) {
  return formAction === '/language' || formAction === '/logout' || formAction === '/keys/recovery/drill';
}

export default function Frame() {
  const { t } = useTranslation('members');
  const { member, places, fictional, sheetsDue } = useLoaderData<typeof loader>();
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
      <Outlet />
    </AppShell>
  );
}
