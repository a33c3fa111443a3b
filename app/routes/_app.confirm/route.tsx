import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionAction, sessionLoader } from '#app/kernel/actor-route.server.ts';
import { answerConfirmation } from '#app/features/members/answer-confirmation.server.ts';
import { CarriedForm } from '#app/features/members/carried-form.tsx';
import { waysToConfirm } from '#app/features/members/confirm-identity.server.ts';
import { ProofForms } from '#app/features/members/proof-forms.tsx';
import { ownPath } from '#app/features/members/sign-in.schema.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – confirm' }];

export const loader = sessionLoader(async (member, { request }) => ({
  ways: await waysToConfirm(member),
  to: ownPath(new URL(request.url).searchParams.get('to')),
  back: ownPath(refererPath(request)),
}));

export const action = sessionAction(answerConfirmation);

/** The path of our page that led here. */
function refererPath(request: Request): string | null {
  const { pathname, search } = new URL(request.headers.get('Referer') ?? '/', request.url);
  return `${pathname}${search}`;
}

export default function Confirm() {
  const { t } = useTranslation('factors');
  const { ways, to, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const waiting = Boolean(answer?.carry);
  if (answer?.ready) return <CarriedForm to={to} fields={answer.ready} />;
  return (
    <>
      <PageHeader title={t('confirm.title')} lead={waiting ? t('confirm.leadKept') : t('confirm.lead')} />
      <div className="grid max-w-sm gap-8">
        <ProofForms
          ways={ways}
          action={`/confirm?to=${encodeURIComponent(to)}`}
          submit={t('confirm.submit')}
          carry={answer?.carry ?? ''}
          lastResult={answer?.lastResult}
        />
        {waiting ? null : (
          <p>
            <Link to={back} className="link">
              {t('confirm.back')}
            </Link>
            <span className="mt-1 block text-small text-quiet">{t('confirm.file')}</span>
          </p>
        )}
      </div>
    </>
  );
}
