import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionLoader } from '#app/kernel/actor-route.server.ts';
import { isCode } from '#app/platform/codes.ts';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { buttonStyle } from '#app/ui/button-style.ts';
import { Card } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { OnceField } from '#app/ui/once-field.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – account' }];

export const loader = sessionLoader(({ actor }) => ({
  name: actor.displayName,
  organisation: actor.organisationName,
  roles: actor.roles,
  language: actor.language,
}));

export default function Account() {
  const { t } = useTranslation('members');
  const { label } = useCode();
  const { name, organisation, roles, language } = useLoaderData<typeof loader>();
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
              { term: t('account.language'), value: isCode('language', language) ? label('language', language) : language },
            ]}
          />
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
