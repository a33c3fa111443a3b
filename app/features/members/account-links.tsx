import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { Badge } from '#app/ui/tag.tsx';

/** What protects an account, each on a page of its own. */
export function AccountLinks({ secondFactor }: { secondFactor: boolean }) {
  const { t } = useTranslation('factors');
  const state = secondFactor ? <Badge tone="leaf">{t('account.on')}</Badge> : <Badge>{t('account.off')}</Badge>;
  return (
    <Card title={t('account.title')}>
      <ul className="grid gap-5">
        <Entry
          term={t('list.title')}
          state={state}
          text={t('account.factors')}
          to="/account/factors"
          action={t('account.openFactors')}
        />
        <Entry
          term={t('newPassword.title')}
          text={t('account.password')}
          to="/account/password"
          action={t('account.openPassword')}
        />
        <Entry
          term={t('signIns.title')}
          text={t('account.signIns')}
          to="/account/sessions"
          action={t('account.openSignIns')}
        />
      </ul>
    </Card>
  );
}

interface EntryProps {
  term: string;
  state?: React.ReactNode;
  text: string;
  to: string;
  action: string;
}

function Entry({ term, state, text, to, action }: EntryProps) {
  return (
    <li className="grid gap-2 sm:grid-cols-[1fr_auto] sm:items-center sm:gap-4">
      <div>
        <h3 className="flex flex-wrap items-center gap-2 font-semibold">
          {term}
          {state}
        </h3>
        <p className="text-small text-quiet">{text}</p>
      </div>
      <div>
        <ButtonLink to={to} look="secondary" small>
          {action}
        </ButtonLink>
      </div>
    </li>
  );
}
