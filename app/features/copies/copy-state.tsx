import { useTranslation } from 'react-i18next';
import { languageNames } from '#app/platform/i18n/languages.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { buttonStyle } from '#app/ui/button-style.ts';
import { Card } from '#app/ui/card.tsx';
import type { CopyPart } from './copy-content.ts';
import type { CopyView } from './view-copy.server.ts';

/** What this member's copy holds and what other workers add, before anything is made. */
export function CopyContents({ held, others }: Pick<CopyView, 'held' | 'others'>) {
  const { t } = useTranslation('copies');
  const names: Readonly<Record<CopyPart, string>> = {
    identity: t('part.identity'),
    casework: t('part.casework'),
    psychosocial: t('part.psychosocial'),
    legal: t('part.legal'),
  };
  return (
    <Card title={t('contents.title')}>
      <div className="grid max-w-prose gap-4">
        <PartList parts={held.map((part) => names[part])} />
        <p>{t('contents.whoRead')}</p>
        {others.length > 0 ? (
          <div className="grid gap-2">
            <h3 className="font-semibold">{t('contents.others')}</h3>
            <PartList parts={others.map((part) => names[part])} />
            <p className="text-quiet">{t('contents.othersText')}</p>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function PartList({ parts }: { parts: readonly string[] }) {
  return (
    <ul className="grid list-disc gap-1 ps-5">
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}

/** The two files, once it is written down how she asked. */
export function CopyFiles({
  id,
  language,
  asked,
}: Pick<CopyView, 'id'> & { language: NonNullable<CopyView['language']>; asked: NonNullable<CopyView['asked']> }) {
  const { t } = useTranslation('copies');
  const { label } = useCode();
  const address = (format: string) => `/cases/${id}/copy/file?format=${format}&language=${language}`;
  return (
    <Card title={t('files.title')}>
      <div className="grid max-w-prose gap-4">
        <p>{t('files.text', { language: languageNames[language], asked: label('copyAsked', asked) })}</p>
        <p className="flex flex-wrap gap-3">
          <a href={address('pdf')} className={buttonStyle('primary')}>
            {t('files.pdf')}
          </a>
          <a href={address('json')} className={buttonStyle('secondary')}>
            {t('files.json')}
          </a>
        </p>
        <p className="text-quiet">{t('files.kept')}</p>
      </div>
    </Card>
  );
}
