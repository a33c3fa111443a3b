import { useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import { isHere, NavList, type NavItem } from './nav-list.tsx';

/** More than these fill half a telephone's screen. */
const MOST_IN_SIGHT = 4;

/** Parts of one thing as links; the address says which part is open. Of many, a telephone shows the one that is open, and the others on request. */
export function Tabs({ items, label }: { items: readonly NavItem[]; label?: string }) {
  const { t } = useTranslation('common');
  const { pathname } = useLocation();
  const folds = items.length > MOST_IN_SIGHT;
  const here = items.find((item) => isHere(item, pathname));
  return (
    <nav aria-label={label ?? t('tabs.label')} className="no-print mb-6 border-b border-line">
      {folds ? (
        <details key={pathname} className="group sm:hidden">
          <summary className="flex min-h-11 items-center gap-2">
            <span className="font-semibold text-leaf-strong">{here?.label}</span>
            <span className="ms-auto text-small text-quiet">{t('tabs.all')}</span>
            <Icon name="down" className="size-5 group-open:rotate-180" />
          </summary>
          <div className="pb-2">
            <NavList items={items} stacked />
          </div>
        </details>
      ) : null}
      <div className={folds ? 'hidden sm:block' : ''}>
        <NavList items={items} />
      </div>
    </nav>
  );
}
