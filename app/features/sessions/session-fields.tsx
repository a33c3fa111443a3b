import type { FieldMetadata } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useServiceLabel } from './session-texts.ts';
import { SERVICES, type SupportKind } from './session.schema.ts';

type Fields = Record<'heldOn' | 'service' | 'durationMinutes' | 'place' | 'note', FieldMetadata<unknown>>;

/** What a list of errors calls these fields. */
export function useSessionLabels(): Record<keyof Fields, string> {
  const { t } = useTranslation('sessions');
  return {
    heldOn: t('form.heldOn'),
    service: t('form.service'),
    durationMinutes: t('form.duration'),
    place: t('form.place'),
    note: t('form.note'),
  };
}

/** What there is to say of one session, when it is recorded and when it is corrected. */
export function SessionFields({ kind, fields, today }: { kind: SupportKind; fields: Fields; today: string }) {
  const { t } = useTranslation('sessions');
  const service = useServiceLabel();
  return (
    <>
      <DateInput field={fields.heldOn} label={t('form.heldOn')} max={today} />
      <Select
        field={fields.service}
        label={t('form.service')}
        options={SERVICES[kind].map((value) => ({ value, label: service(value) }))}
      />
      <TextInput field={fields.durationMinutes} label={t('form.duration')} type="number" inputMode="numeric" size={5} />
      <TextInput field={fields.place} label={t('form.place')} />
      <TextArea field={fields.note} label={t('form.note')} help={t('form.noteHelp')} rows={6} />
    </>
  );
}
