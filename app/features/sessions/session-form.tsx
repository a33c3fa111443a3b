import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { SessionFields, useSessionLabels } from './session-fields.tsx';
import { SESSION_SCHEMAS, type SupportKind } from './session.schema.ts';

interface SessionFormProps {
  kind: SupportKind;
  today: string;
  draft: KeptDraft | null;
  lastResult?: SubmissionResult<string[]> | null | undefined;
}

/** One contact: a day and what was done; the rest may stay empty. */
export function SessionForm({ kind, today, draft, lastResult }: SessionFormProps) {
  const { t } = useTranslation('sessions');
  const { form, fields } = useLindenForm(SESSION_SCHEMAS[kind], {
    id: `session-${kind}`,
    lastResult,
    draft,
    defaultValue: { heldOn: today },
  });
  return (
    <Form form={form} kept={draft} labels={useSessionLabels()}>
      <input type="hidden" name="intent" value={kind} />
      <SessionFields kind={kind} fields={fields} today={today} />
      <div>
        <SubmitButton>{t('form.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
