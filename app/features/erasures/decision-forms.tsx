import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { CarryOutSchema, DeclineSchema } from './erasure.schema.ts';

type Result = SubmissionResult<string[]> | null | undefined;

/** The one act that cannot be undone, with the code typed; and the other answer beside it. */
export function DecisionForms({ code, carryOut, decline }: { code: string; carryOut: Result; decline: Result }) {
  const { t } = useTranslation('erasures');
  const erase = useLindenForm(CarryOutSchema, { id: 'carry-out', lastResult: carryOut });
  const refuse = useLindenForm(DeclineSchema, { id: 'decline', lastResult: decline });
  return (
    <div className="grid gap-4">
      <ConfirmDisclosure action={t('decide.carryOut')} danger open={Boolean(carryOut?.error)}>
        <p>{t('decide.cannotBeUndone')}</p>
        <Form form={erase.form} className="grid gap-4">
          <input type="hidden" name="intent" value="carryOut" />
          <TextInput field={erase.fields.code} label={t('decide.typeCode', { code })} />
          <div>
            <SubmitButton look="danger">{t('decide.carryOutNow')}</SubmitButton>
          </div>
        </Form>
      </ConfirmDisclosure>
      <ConfirmDisclosure action={t('decide.decline')} open={Boolean(decline?.error)}>
        <p>{t('decide.declineText')}</p>
        <Form form={refuse.form} className="grid gap-4">
          <input type="hidden" name="intent" value="decline" />
          <div>
            <SubmitButton look="secondary">{t('decide.declineNow')}</SubmitButton>
          </div>
        </Form>
      </ConfirmDisclosure>
    </div>
  );
}
