import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { useIdentityAnswer, useIdentityLabels } from './identity-labels.ts';
import type { IdentityConflict } from './save-identity.server.ts';

/** Two people wrote: both answers, side by side. Saving once more keeps what stands in the form. */
export function IdentityConflictNotice({ conflict }: { conflict: IdentityConflict }) {
  const { t } = useTranslation('cases');
  const { dateTime } = useFormat();
  const labels = useIdentityLabels();
  const answer = useIdentityAnswer();
  const empty = <span className="text-quiet">{t('conflict.empty')}</span>;
  const who = conflict.changedBy ?? t('conflict.somebody');
  return (
    <Notice kind="warn" live title={t('conflict.title')}>
      <p>{conflict.changedAt ? t('conflict.text', { who, when: dateTime(conflict.changedAt) }) : null}</p>
      {conflict.differences.length > 0 ? (
        <div className="@container">
          <table className="table-cards mt-3 w-full border-collapse">
            <caption className="sr-only">{t('conflict.title')}</caption>
            <thead className="text-small text-quiet">
              <tr>
                <th scope="col" className="py-1 pe-4 text-start">{t('conflict.question')}</th>
                <th scope="col" className="py-1 pe-4 text-start">{t('conflict.theirs')}</th>
                <th scope="col" className="py-1 text-start">{t('conflict.mine')}</th>
              </tr>
            </thead>
            <tbody>
              {conflict.differences.map(({ field, theirs, mine }) => (
                <tr key={field} className="border-t border-line align-baseline">
                  <th scope="row" className="py-1.5 pe-4 text-start font-normal">{labels[field]}</th>
                  <td data-label={t('conflict.theirs')} className="py-1.5 pe-4 font-semibold">{theirs ? answer(field, theirs) : empty}</td>
                  <td data-label={t('conflict.mine')} className="py-1.5 font-semibold">{mine ? answer(field, mine) : empty}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Notice>
  );
}
