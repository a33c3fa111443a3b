import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { Section } from '#app/ui/card.tsx';
import { Checkbox } from '#app/ui/form/checkbox.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/form/choice-group.tsx';
import { DateInput, TimeInput } from '#app/ui/form/date-input.tsx';
import { FileInput } from '#app/ui/form/file-input.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { Select } from '#app/ui/form/select.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { TextArea } from '#app/ui/form/text-area.tsx';
import { TextInput } from '#app/ui/form/text-input.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';

const ExampleSchema = z.object({
  nickname: z.string().max(40),
  phone: z.string().max(20).optional(),
  sex: z.enum(codeLists.sex).optional(),
  channel: z.enum(codeLists.contactChannel),
  categories: z.array(z.enum(codeLists.dataCategory)).optional(),
  day: z.iso.date(),
  hour: z.iso.time().optional(),
  note: z.string().max(2000).optional(),
  copy: z.instanceof(File).optional(),
  agreed: z.boolean().optional(),
});

export function FormExamples() {
  return (
    <>
      <Section title="Form">
        <Example id="empty" />
      </Section>
      <Section title="Form with errors">
        <Example
          id="wrong"
          lastResult={{
            status: 'error',
            initialValue: { phone: '044 000 000', categories: ['identity'], note: 'Kept as it was typed.' },
            error: {
              nickname: ['required'],
              channel: ['choose_one'],
              day: ['not_a_date'],
              note: ['too_long|max=2000'],
            },
          }}
        />
      </Section>
    </>
  );
}

type ExampleProps = Pick<Parameters<typeof useLindenForm<typeof ExampleSchema>>[1], 'id' | 'lastResult'>;

function Example({ id, lastResult }: ExampleProps) {
  const { choices } = useCode();
  const { form, fields } = useLindenForm(ExampleSchema, { id, lastResult });
  return (
    <Form
      form={form}
      kept={id === 'empty' ? null : undefined}
      encType="multipart/form-data"
      labels={{ nickname: 'What to call her', channel: 'Safe channel', day: 'Day', note: 'Note' }}
    >
      <TextInput field={fields.nickname} label="What to call her" help="Any name she likes; it need not be her own." />
      <TextInput field={fields.phone} label="Phone" type="tel" inputMode="tel" size={18} />
      <Select field={fields.sex} label="Sex" options={choices('sex')} />
      <RadioGroup
        field={fields.channel}
        label="Safe channel"
        help="So that no call puts her at risk."
        options={choices('contactChannel')}
      />
      <CheckboxGroup field={fields.categories} label="What may be shared" options={choices('dataCategory')} inline />
      <DateInput field={fields.day} label="Day" />
      <TimeInput field={fields.hour} label="Hour" />
      <TextArea field={fields.note} label="Note" help="Two or three sentences are enough." />
      <FileInput field={fields.copy} label="Document" accept=".pdf,.jpg,.png" />
      <Checkbox field={fields.agreed} label="She knows that she can change her mind." />
      <div className="flex flex-wrap gap-3">
        <SubmitButton>Save</SubmitButton>
        <SubmitButton look="secondary" name="intent" value="later">
          Finish later
        </SubmitButton>
        <SubmitButton look="danger" name="intent" value="delete">
          Delete
        </SubmitButton>
      </div>
    </Form>
  );
}
