import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useSize } from '#app/features/evidence/use-size.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { CheckboxGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Question } from '#app/ui/form/question.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { SupplementSchema } from './packet.schema.ts';
import type { SupplementView } from './prepare-supplement.server.ts';

const OTHERS = ['evidence', 'note', 'nameSeen'] as const;

interface SupplementFormProps {
  pieces: SupplementView['pieces'];
  draft: KeptDraft | null;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** Which pieces go, and a word to the commission; sent only after it was looked over. */
export function SupplementForm({ pieces, draft, lastResult }: SupplementFormProps) {
  const { t } = useTranslation('packets');
  const { label } = useCode();
  const size = useSize();
  const { form, fields } = useLindenForm(SupplementSchema, { id: 'answer', lastResult, draft });
  // Asked once the rest is in order: the first press sends nothing.
  const asked = Boolean(fields.sure.errors?.length) || fields.sure.value === 'on';
  const lookOver = asked && !OTHERS.some((name) => fields[name].errors?.length);
  const chosen = [fields.evidence.value ?? []].flat().length;
  const options = pieces.map((piece) => ({
    value: piece.id,
    label: piece.title,
    help: `${label('evidenceType', piece.type)} · ${size(piece.bytes)}${piece.purpose ? ` · ${t('supplement.ownConsent')}` : ''}`,
  }));
  return (
    <Form form={form} kept={draft} asks="sure">
      {options.length > 0 ? (
        <CheckboxGroup
          field={fields.evidence}
          label={t('supplement.pieces')}
          help={t('supplement.piecesHelp')}
          options={options}
        />
      ) : (
        <p className="max-w-prose text-quiet">{t('supplement.nothing')}</p>
      )}
      <TextArea field={fields.note} label={t('supplement.note')} help={t('supplement.noteHelp')} rows={4} />
      {fields.nameSeen.errors?.length || fields.nameSeen.initialValue ? (
        <Checkbox field={fields.nameSeen} label={t('freeze.nameSeen')} />
      ) : null}
      {lookOver ? (
        <Question
          field={fields.sure}
          title={t('supplement.lookOver')}
          label={t('supplement.sure')}
          help={t('error.lookOver')}
        >
          <p>{t('supplement.lookOverText', { number: chosen })}</p>
        </Question>
      ) : null}
      <div>
        <SubmitButton>{lookOver ? t('refer.submit') : t('supplement.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
