import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { DateInput } from '#app/ui/form/date-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { kindOf, NewValueSchema, type SettingKey } from './setting.schema.ts';

interface ChangeFormProps {
  ruleKey: SettingKey;
  name: string;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** A new value of one rule, closed until somebody wants it. */
export function ChangeForm({ ruleKey, name, lastResult }: ChangeFormProps) {
  const { t } = useTranslation('settings');
  const kind = kindOf(ruleKey);
  const { form, fields } = useLindenForm(NewValueSchema, {
    id: `change-${ruleKey}`,
    lastResult,
    defaultValue: { key: ruleKey },
  });
  return (
    <details className="mt-4" open={Boolean(lastResult)}>
      <summary className="link inline-block min-h-6 cursor-pointer">
        {t('change.open')}
        <span className="sr-only">: {name}</span>
      </summary>
      <div className="mt-3">
        <Form form={form} className="grid gap-4">
          <input type="hidden" name="intent" value="change" />
          <input type="hidden" name="key" value={ruleKey} />
          {kind === 'span' ? (
            <>
              <DateInput field={fields.from} label={t('change.from')} optional={false} />
              <DateInput field={fields.to} label={t('change.to')} optional={false} />
            </>
          ) : null}
          {kind === 'deadline' ? (
            <>
              <TextInput field={fields.days} label={t('change.days')} inputMode="numeric" size={5} optional={false} />
              <TextInput field={fields.addressee} label={t('change.addressee')} />
            </>
          ) : null}
          {kind === 'amount' ? (
            <TextInput field={fields.amount} label={t('change.amount')} inputMode="decimal" size={8} optional={false} />
          ) : null}
          <DateInput field={fields.validFrom} label={t('change.validFrom')} />
          <TextArea field={fields.source} label={t('source')} help={t('change.sourceHelp')} rows={2} />
          <div>
            <SubmitButton>{t('change.submit')}</SubmitButton>
          </div>
        </Form>
      </div>
    </details>
  );
}
