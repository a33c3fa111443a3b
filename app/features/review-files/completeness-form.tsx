import type { SubmissionResult } from '@conform-to/react';
import { Form as RemixForm } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Code } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { CheckboxGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { OnceField } from '#app/ui/once-field.tsx';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { CompletenessSchema, RequestSchema } from './review-file.schema.ts';

type Answer = { lastResult: SubmissionResult<string[]> | null | undefined };

export function CompletenessForm({ complete, lastResult }: Answer & { complete: Code<'fileGap'>[] }) {
  const { t } = useTranslation('commission');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(CompletenessSchema, {
    id: 'completeness',
    lastResult,
    defaultValue: { complete },
  });
  return (
    <Form form={form}>
      <input type="hidden" name="intent" value="check" />
      <CheckboxGroup
        field={fields.complete}
        label={t('completeness.found')}
        help={t('completeness.foundHelp')}
        optional={false}
        options={choices('fileGap')}
      />
      <div>
        <SubmitButton>{t('completeness.submit')}</SubmitButton>
      </div>
    </Form>
  );
}

export function SupplementedForm({ action }: { action?: string }) {
  const { t } = useTranslation('commission');
  return (
    <RemixForm method="post" action={action}>
      <OnceField />
      <input type="hidden" name="intent" value="supplemented" />
      <SubmitButton>{t('completeness.supplemented')}</SubmitButton>
    </RemixForm>
  );
}

export function RequestForm({
  suggested,
  draft,
  lastResult,
}: Answer & { suggested: Code<'fileGap'>[]; draft: KeptDraft | null }) {
  const { t } = useTranslation('commission');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(RequestSchema, {
    id: 'request',
    lastResult,
    defaultValue: { gaps: suggested },
    draft,
  });
  return (
    <Form form={form} kept={draft}>
      <CheckboxGroup
        field={fields.gaps}
        label={t('request.gaps')}
        help={t('request.gapsHelp')}
        optional={false}
        options={choices('fileGap')}
      />
      <TextArea field={fields.text} label={t('request.text')} help={t('request.textHelp')} rows={8} />
      <div>
        <SubmitButton>{t('request.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
