import { useTranslation } from 'react-i18next';
import { FieldError } from '#app/ui/form/field-error.tsx';
import type { FormField } from '#app/ui/form/field.ts';

interface AttendeePickerProps {
  field: FormField;
  cases: readonly { id: string; code: string; chosen: boolean }[];
}

interface Kept {
  caseId?: unknown;
  present?: unknown;
  note?: unknown;
}

/** Who came, by code, each with a note of her or his own that stays in that case. Works without JavaScript. */
export function AttendeePicker({ field, cases }: AttendeePickerProps) {
  const { t } = useTranslation('sessions');
  const kept = Array.isArray(field.initialValue) ? (field.initialValue as (Kept | undefined)[]) : [];
  return (
    <fieldset className="grid max-w-4xl gap-1.5" aria-describedby={field.descriptionId}>
      <legend className="mb-1.5 font-semibold">{t('group.who')}</legend>
      <p id={field.descriptionId} className="text-small text-quiet">
        {t('group.whoHelp')}
      </p>
      <ul className="grid items-start gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {cases.map(({ id, code, chosen }, position) => {
          const name = `${field.name}[${position}]`;
          // By the case, not by the place in the list: another choice must not put a note into another case.
          const before = kept.find((each) => each?.caseId === id);
          return (
            <li
              key={id}
              className="rounded-control border border-line bg-surface px-3 has-checked:border-leaf has-checked:bg-leaf-soft"
            >
              <input type="hidden" name={`${name}.caseId`} value={id} />
              <label className="flex min-h-11 items-center gap-3">
                <input
                  type="checkbox"
                  id={position === 0 ? field.id : undefined}
                  name={`${name}.present`}
                  value="on"
                  defaultChecked={before ? before.present === 'on' : chosen}
                  className="size-4.5 shrink-0"
                />
                <span className="font-semibold tabular-nums">{code}</span>
              </label>
              <details open={typeof before?.note === 'string' && before.note !== ''}>
                <summary className="link mb-2 inline-flex min-h-6 items-center text-small">
                  {t('group.ownNote', { code })}
                </summary>
                <textarea
                  name={`${name}.note`}
                  rows={2}
                  maxLength={10_000}
                  aria-label={t('group.ownNoteLabel', { code })}
                  defaultValue={typeof before?.note === 'string' ? before.note : ''}
                  className="control mb-3"
                />
              </details>
            </li>
          );
        })}
      </ul>
      <FieldError field={field} />
    </fieldset>
  );
}
