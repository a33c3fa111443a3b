import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { CanarySchema } from './canary.schema.ts';

interface CanaryFormProps {
  workers: readonly { id: string; name: string }[];
  lastResult: SubmissionResult<string[]> | null | undefined;
}

export function CanaryForm({ workers, lastResult }: CanaryFormProps) {
  const { t } = useTranslation('keys');
  const defaultValue = { fullName: 'Persona Fiktive' };
  const { form, fields } = useLindenForm(CanarySchema, { id: 'alarm', lastResult, defaultValue });
  const labels = { fullName: t('alarms.name'), worker: t('alarms.worker'), assigned: t('alarms.assigned') };
  const options = workers.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Form form={form} labels={labels}>
      <TextInput field={fields.fullName} label={labels.fullName} help={t('alarms.nameHelp')} optional={false} />
      <Select
        field={fields.worker}
        label={labels.worker}
        help={t('alarms.workerHelp')}
        options={options}
        optional={false}
      />
      <Checkbox field={fields.assigned} label={labels.assigned} help={t('alarms.assignedHelp')} />
      <div>
        <SubmitButton>{t('alarms.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
