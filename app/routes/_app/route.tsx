import { Outlet, useLoaderData } from '@remix-run/react';
import type { ShouldRevalidateFunctionArgs } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionLoader } from '#app/kernel/actor-route.server.ts';
import { evaluationMode } from '#app/kernel/evaluation.server.ts';
import { placesOf, type PlaceKey } from '#app/features/members/home.ts';
import { AppShell } from '#app/ui/app-shell.tsx';

export const loader = sessionLoader(({ actor }) => ({
  member: { name: actor.displayName, organisation: actor.organisationName, accountTo: '/account' },
  places: placesOf(actor.roles),
  fictional: evaluationMode(),
}));

/** The frame changes with the member, not with the page. */
export function shouldRevalidate({ formAction }: ShouldRevalidateFunctionArgs) {
  return formAction === '/language' || formAction === '/logout';
}

export default function Frame() {
  const { t } = useTranslation('members');
  const { member, places, fictional } = useLoaderData<typeof loader>();
  const labels: Record<PlaceKey, string> = {
    cases: t('places.cases'),
    tasks: t('places.tasks'),
    groups: t('places.groups'),
    inbox: t('places.inbox'),
    files: t('places.files'),
    figures: t('places.figures'),
    releases: t('places.releases'),
    people: t('places.people'),
    notices: t('places.notices'),
    audit: t('places.audit'),
    settings: t('places.settings'),
    organisations: t('places.organisations'),
  };
  const nav = places.map(({ to, key }) => ({ to, label: labels[key] }));
  const banner = fictional ? <p className="mx-auto max-w-6xl px-4 py-2 text-small sm:px-6">{t('fictional')}</p> : undefined;
  return (
    <AppShell member={member} nav={nav} banner={banner}>
      <Outlet />
    </AppShell>
  );
}
