import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { EmptySchema } from './application.schema.ts';
import type { ApplicationView } from './view-application.server.ts';

/** The one thing that moves the application on from here. */
export function NextStep({ view }: { view: ApplicationView }) {
  const { t } = useTranslation('applications');
  const path = `/cases/${view.head.id}`;
  if (view.review?.outcome === 'approved' && view.reviewable) {
    return (
      <div>
        <ButtonLink to={`${path}/packet`}>{t('next.packet')}</ButtonLink>
      </div>
    );
  }
  if (view.mayReview) {
    return (
      <div>
        <ButtonLink to={`${path}/application/review`}>{t('next.review')}</ButtonLink>
      </div>
    );
  }
  if (view.state === 'incomplete') return <p className="max-w-prose text-quiet">{t('next.answering')}</p>;
  if (view.reviewable) return <p className="max-w-prose text-quiet">{t('next.waiting')}</p>;
  if (view.mayApplyAgain) {
    return (
      <ConfirmDisclosure action={t('again.action')}>
        <p>{t('again.text')}</p>
        <StepForm intent="again" label={t('again.submit')} />
      </ConfirmDisclosure>
    );
  }
  if (!view.begun || !view.mayWrite) return null;
  return (
    <div className="grid gap-2">
      <StepForm intent="ready" label={t('next.ready')} />
      <p className="max-w-prose text-small text-quiet">{t('next.readyHelp')}</p>
    </div>
  );
}

function StepForm({ intent, label }: { intent: 'ready' | 'again'; label: string }) {
  const { form } = useLindenForm(EmptySchema, { id: intent });
  return (
    <Form form={form}>
      <input type="hidden" name="intent" value={intent} />
      <div>
        <SubmitButton>{label}</SubmitButton>
      </div>
    </Form>
  );
}
