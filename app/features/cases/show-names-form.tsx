import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { buttonStyle } from '#app/ui/button-style.ts';
import { usePageLink } from '#app/ui/page-link.ts';

/** Shows the names of the cases on this page by a deliberate post; the next page or a reload hides them again. */
export function ShowNamesForm({ caseIds, shown }: { caseIds: readonly string[]; shown: boolean }) {
  const { t } = useTranslation('cases');
  const pageLink = usePageLink();
  if (shown) {
    return (
      <p className="no-print mb-3 flex flex-wrap items-center gap-3" role="status">
        {t('list.namesShown')}
        <Link to={pageLink({ index: null })} className={buttonStyle('secondary', true)}>
          {t('list.hideNames')}
        </Link>
      </p>
    );
  }
  return (
    <Form method="post" className="no-print mb-3 flex flex-wrap items-center gap-3">
      {caseIds.map((id, position) => (
        <input key={id} type="hidden" name={`caseId[${position}]`} value={id} />
      ))}
      <button className={buttonStyle('secondary', true)}>{t('list.showNames')}</button>
      <span className="text-small text-quiet">{t('list.showNamesHelp')}</span>
    </Form>
  );
}
