import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { FileInput } from '#app/ui/form/file-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { Notice } from '#app/ui/notice.tsx';
import { ACCEPT, EvidenceSchema } from './evidence.schema.ts';

interface EvidenceFormProps {
  lastResult: SubmissionResult<string[]> | null | undefined;
  /** the application has left the house and takes nothing more */
  locked: boolean;
  /** the letter whose answer this piece is for */
  answers?: { packet?: string | undefined; letter?: string | undefined };
}

export function EvidenceForm({ lastResult, locked, answers }: EvidenceFormProps) {
  const { t } = useTranslation('evidence');
  const { choices } = useCode();
  const { form, fields } = useLindenForm(EvidenceSchema, { id: 'evidence', lastResult });
  return (
    <>
      {locked ? (
        <Notice kind="warn" title={t('locked.title')} live>
          {t('locked.text')}
        </Notice>
      ) : null}
      <Form form={form} encType="multipart/form-data">
        {answers?.packet && answers.letter ? (
          <>
            <input type="hidden" name="packetId" value={answers.packet} />
            <input type="hidden" name="letterId" value={answers.letter} />
          </>
        ) : null}
        <Select
          field={fields.evidenceType}
          label={t('add.type')}
          help={t('add.typeHelp')}
          options={choices('evidenceType')}
        />
        <TextInput field={fields.title} label={t('add.name')} help={t('add.nameHelp')} />
        <TextArea field={fields.provenance} label={t('add.provenance')} help={t('add.provenanceHelp')} rows={3} />
        <FileInput field={fields.file} label={t('add.file')} help={t('add.fileHelp')} accept={ACCEPT} />
        <div>
          <SubmitButton>{t('add.submit')}</SubmitButton>
        </div>
      </Form>
    </>
  );
}
