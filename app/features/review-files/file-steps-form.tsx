import type { SubmissionResult } from '@conform-to/react';
import { Form as RemixForm } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { OnceField } from '#app/ui/once-field.tsx';
import { AssignSchema, ConflictSchema, RegisterSchema } from './review-file.schema.ts';

type Answer = { lastResult: SubmissionResult<string[]> | null | undefined };

export function RegisterForm({ suggestion, lastResult }: Answer & { suggestion: string }) {
  const { t } = useTranslation('commission');
  const { form, fields } = useLindenForm(RegisterSchema, { id: 'register', lastResult, defaultValue: { registrationNumber: suggestion } });
  return (
    <Form form={form}>
      <TextInput field={fields.registrationNumber} label={t('register.number')} help={t('register.numberHelp')} size={20} />
      <div>
        <SubmitButton>{t('register.submit')}</SubmitButton>
      </div>
    </Form>
  );
}

export function AssignForm({ candidates, lastResult }: Answer & { candidates: readonly { id: string; name: string }[] }) {
  const { t } = useTranslation('commission');
  const { form, fields } = useLindenForm(AssignSchema, { id: 'assign', lastResult });
  return (
    <Form form={form}>
      <input type="hidden" name="intent" value="assign" />
      <Select
        field={fields.memberId}
        label={t('assign.reviewer')}
        help={t('assign.help')}
        options={candidates.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div>
        <SubmitButton>{t('assign.submit')}</SubmitButton>
      </div>
    </Form>
  );
}

export function ConflictForm({ lastResult }: Answer) {
  const { t } = useTranslation('commission');
  const { form, fields } = useLindenForm(ConflictSchema, { id: 'conflict', lastResult });
  return (
    <Form form={form}>
      <input type="hidden" name="intent" value="conflict" />
      <RadioGroup
        field={fields.conflict}
        label={t('conflict.question')}
        help={t('conflict.help')}
        options={[
          { value: 'none', label: t('conflict.none') },
          { value: 'declared', label: t('conflict.declared') },
        ]}
      />
      <div>
        <SubmitButton>{t('conflict.submit')}</SubmitButton>
      </div>
    </Form>
  );
}

/** For a reviewer who declared none before and has found one since. */
export function LateConflictForm() {
  const { t } = useTranslation('commission');
  return (
    <RemixForm method="post">
      <OnceField />
      <input type="hidden" name="intent" value="conflict" />
      <SubmitButton name="conflict" value="declared">
        {t('conflict.submit')}
      </SubmitButton>
    </RemixForm>
  );
}
