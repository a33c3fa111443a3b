import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { useServiceLabel } from './session-texts.ts';
import { CORRECTION_SCHEMAS, SERVICES } from './session.schema.ts';
import type { SessionView } from './view-session.server.ts';

interface CorrectionFormProps {
  session: SessionView;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** The session as it stands, to be written anew, and why. */
export function CorrectionForm({ session, lastResult }: CorrectionFormProps) {
  const { t } = useTranslation('sessions');
  const service = useServiceLabel();
  const { kind, heldOn, durationMinutes, place, note, version, today } = session;
  const { form, fields } = useLindenForm(CORRECTION_SCHEMAS[kind], {
    id: 'correction',
    lastResult,
    defaultValue: {
      heldOn,
      service: session.service,
      durationMinutes: durationMinutes > 0 ? String(durationMinutes) : undefined,
      place: place ?? undefined,
      note: note ?? undefined,
    },
  });
  return (
    <Form form={form}>
      <input type="hidden" name="intent" value={kind} />
      <input type="hidden" name="seenVersion" value={version} />
      <DateInput field={fields.heldOn} label={t('form.heldOn')} max={today} />
      <Select
        field={fields.service}
        label={t('form.service')}
        options={SERVICES[kind].map((value) => ({ value, label: service(value) }))}
      />
      <TextInput field={fields.durationMinutes} label={t('form.duration')} type="number" inputMode="numeric" size={5} />
      <TextInput field={fields.place} label={t('form.place')} />
      <TextArea field={fields.note} label={t('form.note')} help={t('form.noteHelp')} rows={6} />
      <TextInput field={fields.reason} label={t('correct.reason')} help={t('correct.reasonHelp')} />
      <div>
        <SubmitButton>{t('correct.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
