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
import { AttendeePicker } from './attendee-picker.tsx';
import { useServiceLabel } from './session-texts.ts';
import { GROUP_SERVICES, GroupSessionSchema } from './session.schema.ts';

interface GroupSessionFormProps {
  cases: readonly { id: string; code: string; chosen: boolean }[];
  today: string;
  draft: KeptDraft | null;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** One event: when, what, who came by code. */
export function GroupSessionForm({ cases, today, draft, lastResult }: GroupSessionFormProps) {
  const { t } = useTranslation('sessions');
  const service = useServiceLabel();
  const { form, fields } = useLindenForm(GroupSessionSchema, {
    id: 'group',
    lastResult,
    draft,
    defaultValue: { heldOn: today, service: 'group_counselling' },
  });
  return (
    <Form form={form} kept={draft}>
      <DateInput field={fields.heldOn} label={t('form.heldOn')} max={today} />
      <Select
        field={fields.service}
        label={t('form.service')}
        options={GROUP_SERVICES.map((value) => ({ value, label: service(value) }))}
      />
      <TextInput field={fields.durationMinutes} label={t('form.duration')} type="number" inputMode="numeric" size={5} />
      <TextInput field={fields.place} label={t('form.place')} />
      <TextInput field={fields.topic} label={t('group.topic')} />
      <AttendeePicker field={fields.attendees} cases={cases} />
      <TextArea field={fields.note} label={t('group.note')} help={t('group.noteHelp')} rows={5} />
      <div>
        <SubmitButton>{t('group.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
