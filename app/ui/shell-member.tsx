import { Link } from '@remix-run/react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { OnceField } from './once-field.tsx';
import { endElsewhere } from './quiet/end-together.ts';
import { keepFirst } from './quiet/keep-first.ts';

export interface MemberInShell {
  /** The forms of the page say for whom it was made, so that nothing is saved under another name. */
  id: string;
  name: string;
  organisation: string;
  /** Where the member's own account is; left out, the name is plain text. */
  accountTo?: string;
}

/** Who works here and for whom, and the way out. */
export function ShellMember({ member }: { member: MemberInShell }) {
  const { t } = useTranslation('common');
  return (
    <div className="flex items-center gap-3 py-2">
      <p className="text-small leading-tight text-quiet md:text-end">
        {member.accountTo ? (
          <Link to={member.accountTo} className="link font-semibold">
            {member.name}
          </Link>
        ) : (
          <span className="font-semibold text-ink">{member.name}</span>
        )}
        <br />
        {member.organisation}
      </p>
      <form method="post" action="/logout" onSubmit={signOut}>
        <OnceField />
        <button className="min-h-9 rounded-control border border-line-strong bg-surface px-3 text-small hover:bg-sunken">
          {t('shell.signOut')}
        </button>
      </form>
    </div>
  );
}

/** Once the last words are on their way, the other pages of this browser are told. */
function signOut(event: FormEvent<HTMLFormElement>): void {
  keepFirst(event);
  if (!event.defaultPrevented) endElsewhere('signed_out');
}
