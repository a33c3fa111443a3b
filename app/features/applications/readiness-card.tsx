import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import type { Code } from '#app/platform/codes.ts';
import { ReadinessSchema } from '#app/features/cases/progress.schema.ts';
import { Card } from '#app/ui/card.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { ReadinessTag } from '#app/ui/state-tag.tsx';

/** First of all what she wants; every answer is right and may change any day. */
export function ReadinessCard({ readiness, mayWrite }: { readiness: Code<'readiness'>; mayWrite: boolean }) {
  const { t } = useTranslation('applications');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(ReadinessSchema, { id: 'readiness', defaultValue: { readiness } });
  const question = (
    <Form form={form}>
      <input type="hidden" name="intent" value="readiness" />
      <RadioGroup
        field={fields.readiness}
        label={t('readiness.label')}
        help={t('readiness.help')}
        options={choices('readiness')}
      />
      <div>
        <SubmitButton look={readiness === 'not_discussed' ? 'primary' : 'secondary'}>
          {t('readiness.save')}
        </SubmitButton>
      </div>
    </Form>
  );
  return (
    <Card title={t('readiness.title')} aside={<ReadinessTag readiness={readiness} />}>
      <p className="mb-3 max-w-prose text-quiet">
        {readiness === 'wants_to_apply' ? t('readiness.wants') : t('readiness.pace')}
      </p>
      {!mayWrite ? null : readiness === 'not_discussed' ? (
        question
      ) : (
        <details>
          <summary className="link inline-block min-h-6 cursor-pointer">{t('readiness.change')}</summary>
          <div className="mt-3">{question}</div>
        </details>
      )}
    </Card>
  );
}
