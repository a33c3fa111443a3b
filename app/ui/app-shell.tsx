import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Footer } from './footer.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Mark } from './mark.tsx';
import { NavList, type NavItem } from './nav-list.tsx';
import { Said } from './said.tsx';
import { ShellMenu } from './shell-menu.tsx';
import { ShellMember, type MemberInShell } from './shell-member.tsx';
import { LeaveButton } from './quiet/leave-button.tsx';
import { EndGuard } from './quiet/end-guard.tsx';
import { IdleGuard } from './quiet/idle-guard.tsx';
import { SendGuard } from './quiet/send-guard.tsx';

interface AppShellProps {
  /** Nobody signed in: no navigation, no sign-out, no idle lock. */
  member?: MemberInShell | null;
  nav?: readonly NavItem[];
  /** A line above the page, such as "this data is fictional". */
  banner?: ReactNode;
  /** Minutes without a key or a pointer until the page is covered. */
  idleMinutes?: number;
  /** The page says a place name of the region: the footer carries the sentence on Resolution 1244. */
  placeNames?: boolean;
  children: ReactNode;
}

export function AppShell({ member, nav = [], banner, idleMinutes = 15, placeNames = true, children }: AppShellProps) {
  const { t } = useTranslation('common');
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only rounded-control bg-surface p-3 text-ink focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-50"
      >
        {t('shell.skip')}
      </a>
      <header className="no-print border-b border-line bg-surface">
        <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 py-2 sm:px-6">
          <Link to="/" className="me-auto flex items-center gap-2 rounded-control py-1 text-ink no-underline">
            <Mark />
            <span className="text-lead font-semibold max-[22rem]:sr-only">Linden</span>
          </Link>
          <LanguageSwitch />
          <LeaveButton />
        </div>
        {member ? (
          <div className="mx-auto max-w-6xl px-4 sm:px-6">
            <ShellMenu nav={nav} member={member} />
            <div className="hidden items-end justify-between gap-6 md:flex">
              <nav aria-label={t('shell.nav')}>
                <NavList items={nav} />
              </nav>
              <ShellMember member={member} />
            </div>
          </div>
        ) : null}
        {banner ? <div className="border-t border-line bg-honey-soft text-honey">{banner}</div> : null}
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 outline-none sm:px-6 sm:py-8">
        <Said />
        {children}
      </main>
      <Footer placeNames={placeNames} />
      <SendGuard member={member?.id} />
      {member ? <IdleGuard minutes={idleMinutes} /> : null}
      {member ? <EndGuard /> : null}
    </div>
  );
}
