import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import type { LogStateView } from './checkpoint-view.ts';

/** One line above the events: how far they are sealed, and the way to the checkpoints. */
export function LogStateLine({ log }: { log: LogStateView }) {
  const { t } = useTranslation('audit');
  const { dateTime, number } = useFormat();
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
      <span className="text-quiet">
        {log.last ? t('log.line', { at: dateTime(log.last.at), size: number(log.last.size) }) : t('log.none')}
      </span>
      <Link to="/audit/checkpoints" className="link inline-flex min-h-6 items-center">
        {t('log.open')}
      </Link>
    </p>
  );
}

export function LogState({ log }: { log: LogStateView }) {
  const { t } = useTranslation('audit');
  const { dateTime, number } = useFormat();
  if (!log.last) {
    return (
      <Card title={t('log.title')}>
        <p>{t('log.none')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('log.title')}>
      <DefinitionList
        items={[
          { term: t('log.size'), value: number(log.last.size) },
          { term: t('log.last'), value: dateTime(log.last.at) },
          { term: t('log.root'), value: <code className="break-all">{log.last.root}</code> },
          { term: t('log.unsealed'), value: number(log.unsealed) },
        ]}
      />
    </Card>
  );
}
