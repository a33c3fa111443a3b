import { data } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { publicAction, publicLoader } from '#app/kernel/actor-route.server.ts';
import { NotFound } from '#app/kernel/errors.ts';
import { signedIn } from '#app/kernel/signed-in.server.ts';
import { frameOf } from '#app/features/members/frame.server.ts';
import { Frame } from '#app/features/members/frame.tsx';
import { AppShell } from '#app/ui/app-shell.tsx';
import { ErrorPage } from '#app/ui/error-page.tsx';

/** Every address that no other route knows. A member keeps her menu, so that she is one step from her work. */
export const loader = publicLoader(async ({ request, context }) => {
  const member = await signedIn(request, context);
  return data(member && (await frameOf(member, request)), { status: 404 });
});

export const action = publicAction((): never => {
  throw new NotFound();
});

export default function Unknown() {
  const view = useLoaderData<typeof loader>();
  const page = <ErrorPage status={404} />;
  return view ? <Frame view={view}>{page}</Frame> : <AppShell>{page}</AppShell>;
}
