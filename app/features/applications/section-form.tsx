import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { NEEDED_SECTIONS, SectionSchema } from './application.schema.ts';
import { useSectionNames } from './use-section-names.ts';
import type { SectionView } from './view-application.server.ts';

interface SectionFormProps {
  view: SectionView;
  lastResult: SubmissionResult<string[]> | null | undefined;
  /** Somebody saved meanwhile and both texts are on the page: the next save is meant. */
  overtaken: boolean;
}

export function SectionForm({ view, lastResult, overtaken }: SectionFormProps) {
  const { t } = useTranslation('applications');
  const { sections } = useSectionNames();
  const { choices } = useCode();
  const rows = [...view.perpetrators.map(({ group, description }) => ({ group, description })), {}, {}];
  const { form, fields } = useLindenForm(SectionSchema, {
    id: 'section',
    lastResult,
    defaultValue: { text: view.text, perpetrators: rows },
    draft: view.draft,
  });
  const base = overtaken ? view.base : (view.draft?.fields['base'] ?? view.base);
  return (
    <Form form={form} kept={view.draft}>
      <input type="hidden" name="base" value={base} readOnly />
      {view.section === 'perpetrators' ? (
        <div className="grid gap-5">
          {fields.perpetrators.getFieldList().map((row, position) => {
            const entry = row.getFieldset();
            return (
              <fieldset key={row.key} className="grid gap-4 rounded-card border border-line bg-surface p-4">
                <legend className="px-1 font-semibold">{t('perpetrator.one', { number: position + 1 })}</legend>
                <Select field={entry.group} label={t('perpetrator.group')} options={choices('perpetratorGroup')} />
                <TextInput
                  field={entry.description}
                  label={t('perpetrator.description')}
                  help={t('perpetrator.help')}
                />
              </fieldset>
            );
          })}
          <p className="text-small text-quiet">{t('perpetrator.more')}</p>
        </div>
      ) : (
        <TextArea
          field={fields.text}
          label={sections[view.section]}
          {...(NEEDED_SECTIONS.includes(view.section) ? { help: t('section.needed'), optional: false } : {})}
          rows={10}
          wide
        />
      )}
      <div>
        <SubmitButton>{overtaken ? t('overtaken.save') : t('section.save')}</SubmitButton>
      </div>
    </Form>
  );
}
