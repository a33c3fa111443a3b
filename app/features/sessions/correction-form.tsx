import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { SessionFields, useSessionLabels } from './session-fields.tsx';
import { CORRECTION_SCHEMAS } from './session.schema.ts';
import type { SessionView } from './view-session.server.ts';

interface CorrectionFormProps {
  session: SessionView;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** The session as it stands, to be written anew, and why. */
export function CorrectionForm({ session, lastResult }: CorrectionFormProps) {
  const { t } = useTranslation('sessions');
  const { kind, heldOn, durationMinutes, place, note, version, today, draft } = session;
  const { form, fields } = useLindenForm(CORRECTION_SCHEMAS[kind], {
    id: 'correction',
    lastResult,
    draft,
    defaultValue: {
      heldOn,
      service: session.service,
      durationMinutes: durationMinutes > 0 ? String(durationMinutes) : undefined,
      place: place ?? undefined,
      note: note ?? undefined,
    },
  });
  return (
    <Form form={form} kept={draft} labels={useSessionLabels()}>
      <input type="hidden" name="intent" value={kind} />
      <input type="hidden" name="seenVersion" value={version} />
      <SessionFields kind={kind} fields={fields} today={today} />
      <TextInput field={fields.reason} label={t('correct.reason')} help={t('correct.reasonHelp')} />
      <div>
        <SubmitButton>{t('correct.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
