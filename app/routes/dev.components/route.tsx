import { data } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { publicAction, publicLoader } from '#app/kernel/actor-route.server.ts';
import { NotFound } from '#app/kernel/errors.ts';
import { AppShell } from '#app/ui/app-shell.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { FormExamples } from './form-examples.tsx';
import { PieceExamples } from './piece-examples.tsx';

export const meta = () => [{ title: 'Linden' }];

/** For developers: in a build it exists only when LINDEN_DEV_COMPONENTS is 1. */
export const loader = publicLoader(({ request }) => {
  requireDevelopment();
  return { sort: new URL(request.url).searchParams.get('sort') ?? 'code' };
});

export const action = publicAction(() => {
  requireDevelopment();
  return data({ lastResult: { status: 'error' as const, error: { '': ['errors:invalid'] } } }, { status: 422 });
});

function requireDevelopment(): void {
  if (!import.meta.env.DEV && process.env['LINDEN_DEV_COMPONENTS'] !== '1') throw new NotFound();
}

export default function Components() {
  const { sort } = useLoaderData<typeof loader>();
  return (
    <AppShell
      member={{
        id: '00000000-0000-4000-8000-000000000000',
        name: 'Ardita Krasniqi',
        organisation: 'Example organisation',
        accountTo: '/dev/components/account',
      }}
      nav={[
        { to: '/dev/components', label: 'Components', end: true },
        { to: '/dev/components/tasks', label: 'Tasks', count: 3 },
        { to: '/dev/components/groups', label: 'Group sessions' },
      ]}
      banner={<p className="mx-auto max-w-6xl px-4 py-2 text-small sm:px-6">Everything on this page is fictional.</p>}
    >
      <PageHeader
        title="Components"
        crumbs={[{ to: '/', label: 'Start' }]}
        lead="Every piece in every state, in the language of the page."
      />
      <PieceExamples sort={sort} />
      <FormExamples />
    </AppShell>
  );
}
