import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { useServiceLabel } from './session-texts.ts';
import { SERVICES, SESSION_SCHEMAS, type SupportKind } from './session.schema.ts';

interface SessionFormProps {
  kind: SupportKind;
  today: string;
  draft: KeptDraft | null;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** One contact: a day and what was done; the rest may stay empty. */
export function SessionForm({ kind, today, draft, lastResult }: SessionFormProps) {
  const { t } = useTranslation('sessions');
  const service = useServiceLabel();
  const { form, fields } = useLindenForm(SESSION_SCHEMAS[kind], {
    id: `session-${kind}`,
    lastResult,
    draft,
    defaultValue: { heldOn: today },
  });
  return (
    <Form form={form} kept={draft}>
      <input type="hidden" name="intent" value={kind} />
      <DateInput field={fields.heldOn} label={t('form.heldOn')} max={today} />
      <Select
        field={fields.service}
        label={t('form.service')}
        options={SERVICES[kind].map((value) => ({ value, label: service(value) }))}
      />
      <TextInput field={fields.durationMinutes} label={t('form.duration')} type="number" inputMode="numeric" size={5} />
      <TextInput field={fields.place} label={t('form.place')} />
      <TextArea field={fields.note} label={t('form.note')} help={t('form.noteHelp')} rows={6} />
      <div>
        <SubmitButton>{t('form.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
