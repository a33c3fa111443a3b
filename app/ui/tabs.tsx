import { useTranslation } from 'react-i18next';
import { NavList, type NavItem } from './nav-list.tsx';

/** Parts of one thing as links; the address says which part is open. */
export function Tabs({ items, label }: { items: readonly NavItem[]; label?: string }) {
  const { t } = useTranslation('common');
  return (
    <nav aria-label={label ?? t('tabs.label')} className="no-print mb-6 border-b border-line">
      <NavList items={items} />
    </nav>
  );
}
