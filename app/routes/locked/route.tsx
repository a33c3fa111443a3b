import { redirect } from '@remix-run/node';
import { useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { publicLoader, sessionAction } from '#app/kernel/actor-route.server.ts';
import { ownPath } from '#app/features/members/sign-in.schema.ts';
import { SignInForm } from '#app/features/members/sign-in-form.tsx';
import { signOut } from '#app/features/members/sign-out.server.ts';
import { AppShell } from '#app/ui/app-shell.tsx';

export const meta = () => [{ title: 'Linden' }];

export const loader = publicLoader(() => null);

/** Locking ends the session, so that nothing opens behind the lock; what was being written waits as a sealed draft. */
export const action = sessionAction(async (member) =>
  redirect('/locked', { status: 303, headers: { 'Set-Cookie': await signOut(member) } }),
);

/** Says nobody's name: whoever passes by the desk learns nothing of who sits there. */
export default function Locked() {
  const { t } = useTranslation('members');
  const [query] = useSearchParams();
  return (
    <AppShell placeNames={false}>
      <div className="mx-auto grid max-w-sm gap-6 py-6 sm:py-12">
        <div>
          <h1 className="text-title font-semibold">{t('locked.title')}</h1>
          <p className="mt-1 text-quiet">{t('locked.text')}</p>
        </div>
        <SignInForm action={`/login?to=${encodeURIComponent(ownPath(query.get('to')))}`} />
      </div>
    </AppShell>
  );
}
