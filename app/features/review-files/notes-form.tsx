import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { codeLists } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Card } from '#app/ui/card.tsx';
import { RadioGroup } from '#app/ui/form/choice-group.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { NotesSchema } from './review-file.schema.ts';
import type { NoteView } from './review-notes.server.ts';

interface NotesFormProps {
  notes: readonly NoteView[];
  draft: KeptDraft | null;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** The reviewer's own notes, one criterion after the other; nothing has to be filled in at once. */
export function NotesForm({ notes, draft, lastResult }: NotesFormProps) {
  const { t } = useTranslation('commission');
  const { label, choices } = useCode();
  const known = Object.fromEntries(notes.map(({ criterion, assessment, text }) => [criterion, { assessment, text: text ?? undefined }]));
  const names = Object.fromEntries(
    codeLists.reviewCriterion.map((criterion) => [`${criterion}.assessment`, label('reviewCriterion', criterion)]),
  );
  const { form, fields } = useLindenForm(NotesSchema, { id: 'notes', lastResult, defaultValue: known, draft });
  return (
    <Form form={form} kept={draft} labels={names}>
      {codeLists.reviewCriterion.map((criterion) => {
        const note = fields[criterion].getFieldset();
        return (
          <Card key={criterion} title={label('reviewCriterion', criterion)}>
            <div className="grid gap-4">
              <RadioGroup inline field={note.assessment} label={t('notes.assessment')} options={choices('assessment')} />
              <TextArea field={note.text} label={t('notes.text')} rows={3} />
            </div>
          </Card>
        );
      })}
      <div>
        <SubmitButton>{t('notes.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
