import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { MeasuredErrors, ReleaseParameters } from '#app/features/releases/methods-tables.tsx';
import { viewMethods } from '#app/features/releases/view-methods.server.ts';
import { Section } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { useFormat } from '#app/platform/i18n/use-format.ts';

export const meta = () => [{ title: 'Linden – methods' }];

export const loader = actorLoader({ action: 'readReleasedFigures', resource: ownOrganisation }, ({ uow }) =>
  viewMethods(uow),
);

export default function Methods() {
  const { t } = useTranslation('figures');
  const { releases, limits } = useLoaderData<typeof loader>();
  const { number } = useFormat();
  const paragraphs = 'max-w-prose space-y-3';
  return (
    <>
      <PageHeader
        title={t('methods.title')}
        crumbs={[{ to: '/figures', label: t('title') }]}
        lead={t('methods.lead')}
      />
      <Section title={t('methods.whatTitle')}>
        <div className={paragraphs}>
          <p>{t('methods.what')}</p>
          <p>{t('methods.commission')}</p>
          <p>{t('methods.twoOrganisations')}</p>
        </div>
      </Section>
      <Section title={t('methods.howTitle')}>
        <ol className="max-w-prose list-decimal space-y-2 ps-6">
          <li>{t('methods.facts')}</li>
          <li>{t('methods.release')}</li>
          <li>{t('methods.noise')}</li>
          <li>{t('methods.addingUp')}</li>
          <li>{t('methods.showing')}</li>
        </ol>
      </Section>
      <Section title={t('methods.parametersTitle')}>
        <p className="mb-3 max-w-prose text-quiet">{t('methods.parametersLead')}</p>
        <DefinitionList
          items={[
            {
              term: t('methods.variance'),
              value: t('methods.varianceValue', { variance: limits.variance, error: limits.typicalError }),
            },
            { term: t('methods.bound'), value: `±${limits.bound}` },
            { term: t('methods.shownFrom'), value: number(limits.shownFrom) },
            { term: t('methods.finest'), value: t('methods.finestValue') },
            { term: t('methods.tables'), value: number(limits.tables) },
            {
              term: t('methods.exposure'),
              value: t('methods.exposureValue', {
                release: number(limits.perRelease, 1),
                year: number(limits.perYear, 1),
              }),
            },
          ]}
        />
      </Section>
      <Section title={t('methods.errorsTitle')}>
        <p className="mb-3 max-w-prose">{t('methods.errors')}</p>
        <MeasuredErrors />
      </Section>
      <Section title={t('methods.missingTitle')}>
        <Notice kind="warn" title={t('methods.harnessTitle')}>
          <p>{t('methods.harness')}</p>
        </Notice>
        <ul className="mt-4 max-w-prose list-disc space-y-2 ps-6">
          <li>{t('methods.reconciliation')}</li>
          <li>{t('methods.acrossOrganisations')}</li>
          <li>{t('methods.bands')}</li>
          <li>{t('methods.corrections')}</li>
        </ul>
      </Section>
      <Section title={t('methods.releasesTitle')}>
        <ReleaseParameters releases={releases} />
      </Section>
    </>
  );
}
