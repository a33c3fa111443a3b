import { useNavigation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonStyle, type ButtonLook } from '../button-style.ts';

interface SubmitButtonProps {
  children: ReactNode;
  look?: ButtonLook;
  small?: boolean;
  name?: string;
  value?: string;
  form?: string;
}

/** While the form is on its way the button says so and a second press does nothing. */
export function SubmitButton({ children, look = 'primary', small, name, value, form }: SubmitButtonProps) {
  const { t } = useTranslation('common');
  const navigation = useNavigation();
  const sending = navigation.state !== 'idle' && navigation.formMethod === 'POST';
  const mine = sending && (!name || navigation.formData?.get(name) === value);
  return (
    <button
      type="submit"
      name={name}
      value={value}
      form={form}
      aria-disabled={sending || undefined}
      onClick={(event) => sending && event.preventDefault()}
      className={buttonStyle(look, small)}
    >
      {mine ? t('form.sending') : children}
    </button>
  );
}
