import { data } from '@remix-run/node';
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { pendingAction, pendingLoader } from '#app/kernel/actor-route.server.ts';
import { answerForm } from '#app/kernel/answer-form.server.ts';
import { browserOf, carriedThrough, goOn, wantedPath } from '#app/features/members/after-sign-in.server.ts';
import { finishSignIn, secondStep } from '#app/features/members/finish-sign-in.server.ts';
import { ProofForms } from '#app/features/members/proof-forms.tsx';
import { SecondStepSchema } from '#app/features/members/proof.schema.ts';
import { requireRight } from '#app/features/members/require-right.server.ts';
import { ownPath } from '#app/features/members/sign-in.schema.ts';
import { UnsavedNotice } from '#app/features/members/unsaved-notice.tsx';
import { AppShell } from '#app/ui/app-shell.tsx';
import { Notice } from '#app/ui/notice.tsx';

export const meta = () => [{ title: 'Linden' }];

export const loader = pendingLoader((pending) => secondStep(pending));

export const action = pendingAction(async (pending, args) => {
  const { carry, arrived } = await carriedThrough(args.request, 'by');
  if (arrived) return data({ lastResult: null, carry });
  return answerForm(args, { schema: SecondStepSchema, hide: ['code', 'answer'], kept: { carry } }, async (proof) => {
    const { cookie, email } = requireRight(await finishSignIn(pending, proof), proof.by);
    return goOn(args.request, [cookie, await browserOf(email, args.request)], carry, wantedPath(args.request));
  });
});

/** Between the password and the work. Says nobody's name. */
export default function SecondStep() {
  const { t } = useTranslation('factors');
  const ways = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [query] = useSearchParams();
  const unsaved = query.has('unsaved') ? '&unsaved=1' : '';
  const postTo = `/second-step?to=${encodeURIComponent(ownPath(query.get('to')))}${unsaved}`;
  return (
    <AppShell placeNames={false}>
      <div className="mx-auto grid max-w-sm gap-6 py-6 sm:py-12">
        <div>
          <h1 className="text-title font-semibold">{t('secondStep.title')}</h1>
          <p className="mt-1 text-quiet">{t('secondStep.lead')}</p>
        </div>
        <UnsavedNotice carried={Boolean(answer?.carry)} />
        {ways.app || ways.passkey ? (
          <ProofForms
            ways={ways}
            action={postTo}
            submit={t('secondStep.submit')}
            carry={answer?.carry ?? ''}
            lastResult={answer?.lastResult}
          />
        ) : (
          <Notice kind="warn" title={t('secondStep.none')} />
        )}
        <p className="text-small text-quiet">{t('secondStep.lost')}</p>
        <a href="/login" className="link">
          {t('secondStep.again')}
        </a>
      </div>
    </AppShell>
  );
}
