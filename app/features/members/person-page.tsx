import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Badge } from '#app/ui/tag.tsx';
import { PersonFacts, type PersonView } from './person-facts.tsx';

/** One colleague, and what the one who looks may do about her: each act has a page of its own. */
export function PersonPage({ person }: { person: PersonView }) {
  const { t } = useTranslation('members');
  const at = `/people/${person.id}`;
  return (
    <>
      <PageHeader
        title={person.name}
        crumbs={[{ to: '/people', label: t('people.title') }]}
        tags={person.active ? undefined : <Badge>{t('people.inactive')}</Badge>}
      />
      <div className="grid gap-6">
        <Card>
          <PersonFacts person={person} />
        </Card>
        {person.herself ? <Notice title={t('person.herself')}>{t('person.herselfText')}</Notice> : null}
        {person.mayReturn ? (
          <Card title={t('person.back')}>
            <p className="mb-4 max-w-prose">{t('person.backText', { email: person.email ?? '' })}</p>
            <ButtonLink to="/people/invite" look="secondary">
              {t('people.invite')}
            </ButtonLink>
          </Card>
        ) : null}
        {person.mayHandOver ? (
          <Card title={t('person.handOver')}>
            <p className="mb-4 max-w-prose">{t('person.handOverText')}</p>
            <ButtonLink to={`${at}/cases`} look={person.mayChange ? 'secondary' : 'primary'}>
              {t('person.handOver')}
            </ButtonLink>
          </Card>
        ) : null}
        {person.mayChange ? (
          <>
            <Card title={t('person.change')}>
              <p className="mb-4 max-w-prose">{t('person.changeText')}</p>
              <ButtonLink to={`${at}/roles`} look="secondary">
                {t('person.change')}
              </ButtonLink>
            </Card>
            <Card title={t('person.leave')}>
              <p className="mb-4 max-w-prose">{t('person.leaveText')}</p>
              <ButtonLink to={`${at}/leave`} look="secondary">
                {t('person.leave')}
              </ButtonLink>
            </Card>
          </>
        ) : null}
      </div>
    </>
  );
}
