import { data } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { publicAction, publicLoader } from '#app/kernel/actor-route.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { AcceptForm, CodeForm } from '#app/features/invitations/join-form.tsx';
import { postJoin } from '#app/features/invitations/join.server.ts';
import { goOn } from '#app/features/members/after-sign-in.server.ts';
import { dropSession } from '#app/platform/auth/lucia.server.ts';
import { AppShell } from '#app/ui/app-shell.tsx';

export const meta = () => [{ title: 'Linden' }];

export const loader = publicLoader(() => null);

/** The session that this browser had, hers or another's, ends with the new one. */
export const action = publicAction(async ({ request, context }) => {
  const answer = await postJoin(await readForm(request), context.clientAddress);
  if ('cookie' in answer) {
    await dropSession(request.headers.get('Cookie'), answer.cookie);
    return goOn(request, [answer.cookie], '', answer.to);
  }
  return data(answer, { status: answer.status });
});

export default function Join() {
  const { t } = useTranslation('invitations');
  const answer = useActionData<typeof action>();
  return (
    <AppShell placeNames={false}>
      <div className="mx-auto grid max-w-xl gap-6 py-6 sm:py-12">
        <div>
          <h1 className="text-title font-semibold">{t('join.title')}</h1>
          <p className="mt-1 text-quiet">{answer?.invitation ? t('join.lead') : t('join.codeLead')}</p>
        </div>
        {answer?.invitation ? (
          <AcceptForm invitation={answer.invitation} code={answer.code} lastResult={answer.lastResult} />
        ) : (
          <CodeForm lastResult={answer?.lastResult} />
        )}
      </div>
    </AppShell>
  );
}
