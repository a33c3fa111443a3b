import { useTranslation } from 'react-i18next';

/** The way back in that leaves this page, and what was typed in it, where it is. */
export function SignInAgain() {
  const { t } = useTranslation('common');
  return (
    <>
      {' '}
      <a href="/login" target="_blank" rel="noopener" className="link inline-flex min-h-6 items-center font-semibold">
        {t('signedOut.link')}
      </a>
    </>
  );
}
