import { CODED_FIELDS, type IdentityField } from '#app/features/cases/identity.schema.ts';
import { readIdentity } from '#app/features/cases/read-identity.server.ts';
import type { CodeList } from '#app/platform/codes.ts';
import { formatDate } from '#app/platform/i18n/format.ts';
import type { CopyField, CopySection } from './copy-content.ts';
import type { CopyWriter } from './copy-writer.server.ts';
import { identityQuestions } from './field-labels.server.ts';

/** Who she is and how to reach her. The caller has asked Cedar for `readIdentity`. */
export async function identitySection({ uow, caseId, language, purpose, t, f }: CopyWriter): Promise<CopySection> {
  const { identity, updatedAt } = await readIdentity(uow, caseId, purpose);
  const questions = Object.entries(identityQuestions(language)) as [IdentityField, string][];
  const coded: Partial<Record<IdentityField, CodeList>> = CODED_FIELDS;
  const fields = questions.map(([name, label]): CopyField => {
    const key = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const answer = identity[name] ?? null;
    const list = coded[name];
    if (list && answer !== null) {
      const value = f.labelled(list, String(answer));
      return { key, label, value, shown: value.label };
    }
    const shown = name === 'birthDate' && answer ? formatDate(language, String(answer)) : String(answer ?? '');
    return { key, label, value: answer as CopyField['value'], shown };
  });
  const updated = updatedAt ? [f.day('updated_on', updatedAt.toISOString())] : [];
  const written = fields.some(({ value }) => value !== null);
  return {
    key: 'identity',
    part: 'identity',
    title: t('copies:section.identity'),
    records: written ? [[...fields, ...updated]] : [],
  };
}
