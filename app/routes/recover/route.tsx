import { data } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { publicAction, publicLoader } from '#app/kernel/actor-route.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { postRecover } from '#app/features/members/post-recover.server.ts';
import { RecoverForm } from '#app/features/members/recover-form.tsx';
import { AppShell } from '#app/ui/app-shell.tsx';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Notice } from '#app/ui/notice.tsx';

export const meta = () => [{ title: 'Linden' }];

export const loader = publicLoader(() => null);

export const action = publicAction(async ({ request, context }) => {
  const answer = await postRecover(await readForm(request), context.clientAddress);
  return data(answer, { status: answer.status });
});

export default function Recover() {
  const { t } = useTranslation('recovery');
  const answer = useActionData<typeof action>();
  return (
    <AppShell placeNames={false}>
      <div className="mx-auto grid max-w-xl gap-6 py-6 sm:py-12">
        <div>
          <h1 className="text-title font-semibold">{t('recover.title')}</h1>
          <p className="mt-1 text-quiet">{t('recover.lead')}</p>
        </div>
        {answer?.recovered ? (
          <>
            <Notice kind="success" title={t('recover.doneTitle')} live>
              {t('recover.done')}
            </Notice>
            <div>
              <ButtonLink to="/login">{t('recover.signIn')}</ButtonLink>
            </div>
          </>
        ) : (
          <RecoverForm lastResult={answer?.lastResult} />
        )}
        {answer?.recovered ? null : <p className="text-small text-quiet">{t('recover.noCode')}</p>}
      </div>
    </AppShell>
  );
}
