import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { NEEDED_SECTIONS, type Perpetrator, type Section } from './application.schema.ts';

interface SectionTextProps {
  section: { section: Section; text: string; perpetrators: readonly Perpetrator[] };
}

/** What a section says, or that it is empty. */
export function SectionText({ section: { section, text, perpetrators } }: SectionTextProps) {
  const { t } = useTranslation('applications');
  const { label } = useCode();
  if (perpetrators.length > 0) {
    return (
      <ul className="grid list-disc gap-1 ps-5">
        {perpetrators.map((entry, position) => (
          <li key={position}>
            {label('perpetratorGroup', entry.group)}
            {entry.description ? <> · {entry.description}</> : null}
          </li>
        ))}
      </ul>
    );
  }
  return text ? (
    <p className="max-w-prose whitespace-pre-line">{text}</p>
  ) : (
    <p className="text-quiet">{NEEDED_SECTIONS.includes(section) ? t('section.emptyNeeded') : t('section.empty')}</p>
  );
}
