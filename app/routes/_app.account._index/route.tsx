import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionLoader } from '#app/kernel/actor-route.server.ts';
import { AccountLinks } from '#app/features/members/account-links.tsx';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { buttonStyle } from '#app/ui/button-style.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – account' }];

export const loader = sessionLoader(({ actor, secondFactor }) => ({
  name: actor.displayName,
  organisation: actor.organisationName,
  roles: actor.roles,
  language: actor.language,
  secondFactor,
}));

export default function Account() {
  const { t } = useTranslation('members');
  const { label } = useCode();
  const { name, organisation, roles, language, secondFactor } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t('account.title')} lead={t('account.lead')} />
      <div className="grid max-w-3xl gap-6">
        <Card>
          <DefinitionList
            items={[
              { term: t('account.name'), value: name },
              { term: t('account.organisation'), value: organisation },
              { term: t('account.roles'), value: roles.map((role) => label('role', role)).join(', ') },
              {
                term: t('account.language'),
                value: isCode('language', language) ? label('language', language) : language,
              },
            ]}
          />
        </Card>
        <AccountLinks secondFactor={secondFactor} />
        <Card title={t('account.recoveryTitle')}>
          <p className="mb-4">{t('account.recoveryText')}</p>
          <ButtonLink to="/account/recovery-code" look="secondary">
            {t('account.recovery')}
          </ButtonLink>
        </Card>
        <Card title={t('account.signOutTitle')}>
          <p className="mb-4">{t('account.signOutText')}</p>
          <form method="post" action="/logout">
            <OnceField />
            <button className={buttonStyle('secondary')}>{t('account.signOut')}</button>
          </form>
        </Card>
      </div>
    </>
  );
}
