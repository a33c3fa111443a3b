import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Carried } from './proof.schema.ts';

/** The form that was interrupted, with what was typed, one press from being done. */
export function CarriedForm({ to, fields }: { to: string; fields: Carried }) {
  const { t } = useTranslation('factors');
  return (
    <>
      <PageHeader title={t('carried.title')} lead={t('carried.lead')} />
      <Form method="post" action={to} className="grid gap-6">
        {fields.map(([name, value], place) => (
          <input key={`${name} ${place}`} type="hidden" name={name} value={value} />
        ))}
        <div>
          <SubmitButton>{t('carried.submit')}</SubmitButton>
        </div>
      </Form>
    </>
  );
}
