import { useTranslation } from 'react-i18next';
import { translateError } from '#app/platform/i18n/zod-errors.ts';
import { Icon } from '../icon.tsx';
import type { FormField } from './field.ts';

export function FieldError({ field }: { field: Pick<FormField, 'errorId' | 'errors'> }) {
  const { t } = useTranslation('errors');
  if (!field.errors?.length) return null;
  return (
    <p id={field.errorId} className="flex items-start gap-1.5 text-small font-semibold text-brick">
      <Icon name="warn" className="mt-0.5 size-4" />
      <span>{field.errors.map((error) => translateError(t, error)).join(' ')}</span>
    </p>
  );
}
