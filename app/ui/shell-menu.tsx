import { useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import { NavList, type NavItem } from './nav-list.tsx';
import { ShellMember, type MemberInShell } from './shell-member.tsx';

/** The navigation of narrow screens: a native disclosure, closed again on every page. */
export function ShellMenu({ nav, member }: { nav: readonly NavItem[]; member: MemberInShell }) {
  const { t } = useTranslation('common');
  const { pathname } = useLocation();
  return (
    <details key={pathname} className="group border-t border-line md:hidden">
      <summary className="flex min-h-11 items-center gap-2 font-semibold">
        <Icon name="menu" />
        {t('shell.menu')}
        <Icon name="down" className="ms-auto size-5 group-open:rotate-180" />
      </summary>
      <nav aria-label={t('shell.nav')} className="grid gap-2 pb-3">
        <NavList items={nav} stacked />
        <div className="border-t border-line pt-2">
          <ShellMember member={member} />
        </div>
      </nav>
    </details>
  );
}
