import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react';
import type { ShouldRevalidateFunctionArgs } from '@remix-run/react';
import { sessionLoader } from '#app/kernel/actor-route.server.ts';
import { frameOf } from '#app/features/members/frame.server.ts';
import { Frame } from '#app/features/members/frame.tsx';
import { AppShell } from '#app/ui/app-shell.tsx';
import { RouteError } from '#app/ui/route-error.tsx';

export const loader = sessionLoader((member, { request }) => frameOf(member, request));

/** The frame changes with the member; the proof that a page is hers changes with its address. */
export function shouldRevalidate({ formAction, currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) {
  if (currentUrl.pathname !== nextUrl.pathname) return true;
  return formAction === '/language' || formAction === '/logout' || formAction === '/keys/recovery/drill';
}

export default function MemberPages() {
  return (
    <Frame view={useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

/** What a page inside could not show: the menu stays, as far as it is known who asks. */
export function ErrorBoundary() {
  const view = useRouteLoaderData<typeof loader>('routes/_app');
  return view ? (
    <Frame view={view}>
      <RouteError />
    </Frame>
  ) : (
    <AppShell>
      <RouteError />
    </AppShell>
  );
}
