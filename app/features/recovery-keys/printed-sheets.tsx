import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { PrintedCode } from '#app/ui/printed-code.tsx';

interface PrintedSheetsProps {
  organisation: string;
  sheets: readonly string[];
  /** when they were made */
  on: string;
}

/** Three sheets, each on a page of its own when printed; none of them says what it opens. */
export function PrintedSheets({ organisation, sheets, on }: PrintedSheetsProps) {
  const { t } = useTranslation('recovery');
  const { date } = useFormat();
  return (
    <div className="bare grid gap-6 print:block">
      {sheets.map((sheet, at) => (
        <section key={sheet} className="sheet rounded-card border border-line bg-surface p-5 print:border-0 print:p-0">
          <h2 className="text-section">{t('sheets.sheet', { number: at + 1 })}</h2>
          <p className="mb-4 text-quiet">{t('sheets.of', { organisation, date: date(on) })}</p>
          <PrintedCode code={sheet} label={t('sheets.sheet', { number: at + 1 })} />
          <p className="mt-4 max-w-prose">{t('sheets.paper')}</p>
        </section>
      ))}
    </div>
  );
}
