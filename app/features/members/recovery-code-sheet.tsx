import { useTranslation } from 'react-i18next';
import { Notice } from '#app/ui/notice.tsx';
import { PrintButton } from '#app/ui/print-button.tsx';
import { PrintedCode } from '#app/ui/printed-code.tsx';

/** The code to be written down or printed. The paper says nothing of what it is for but that it belongs to an account. */
export function RecoveryCodeSheet({ code, organisation }: { code: string; organisation: string }) {
  const { t } = useTranslation('recovery');
  return (
    <section className="bare grid gap-4">
      <div className="no-print">
        <Notice kind="warn" title={t('code.onceTitle')}>
          {t('code.once')}
        </Notice>
      </div>
      <h2 className="text-section">{t('code.yours')}</h2>
      <PrintedCode code={code} label={t('code.yours')} />
      <p className="hidden print:block">{t('code.paper', { organisation })}</p>
      <div className="flex flex-wrap gap-3">
        <PrintButton>{t('code.print')}</PrintButton>
      </div>
    </section>
  );
}
