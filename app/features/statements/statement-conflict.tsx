import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { LongText } from './long-text.tsx';
import { StatementForm } from './statement-form.tsx';
import type { StatementView } from './view-statement.server.ts';

interface ConflictProps {
  view: StatementView;
  statement: NonNullable<StatementView['statement']>;
  mine: string;
}

/** Both texts side by side. Hers can be changed and saved; the other one stays as an earlier version either way. */
export function StatementConflict({ view, statement, mine }: ConflictProps) {
  const { t } = useTranslation('statements');
  const { dateTime } = useFormat();
  const last = view.versions.find((version) => version.statementId === statement.id);
  const locked = statement.state === 'approved';
  return (
    <>
      <Notice kind="warn" title={t('conflict.title')} live>
        {locked ? t('conflict.locked') : t('conflict.text')}
      </Notice>
      <div className="grid gap-6 lg:grid-cols-2">
        <section aria-labelledby="saved-text" className="grid content-start gap-3">
          <h2 id="saved-text" className="text-section">
            {t('conflict.theirs')}
          </h2>
          {last ? (
            <p className="text-small text-quiet">
              {t('versions.by', { author: last.author, when: dateTime(last.at) })}
            </p>
          ) : null}
          <LongText text={statement.text} language={statement.language} />
          <div>
            <ButtonLink to={`/cases/${view.head.id}/statement`} look="secondary" reloadDocument>
              {t('conflict.keepTheirs')}
            </ButtonLink>
          </div>
        </section>
        <section className="grid content-start gap-3">
          {locked ? (
            <>
              <h2 className="text-section">{t('conflict.yours')}</h2>
              <LongText text={mine} language={statement.language} />
            </>
          ) : (
            <StatementForm
              key={`compare-${statement.base}`}
              caseId={view.head.id}
              statement={statement}
              text={mine}
              base={statement.base}
              period={view.period}
              comparing
            />
          )}
        </section>
      </div>
    </>
  );
}
