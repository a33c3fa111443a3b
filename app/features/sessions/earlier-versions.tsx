import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card, Section } from '#app/ui/card.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { useServiceLabel } from './session-texts.ts';
import type { SessionView } from './view-session.server.ts';

/** What the session said before each correction, and who replaced it, when and why. */
export function EarlierVersions({ versions }: { versions: SessionView['versions'] }) {
  const { t } = useTranslation('sessions');
  const { date, dateTime } = useFormat();
  const service = useServiceLabel();
  if (versions.length === 0) return null;
  return (
    <Section title={t('correct.earlier')}>
      <div className="grid gap-4">
        {versions.map((version) => (
          <Card
            key={version.version}
            title={t('correct.replaced', { when: dateTime(version.replacedAt), who: version.replacedBy })}
          >
            <DefinitionList
              items={[
                { term: t('correct.reason'), value: version.reason },
                { term: t('list.what'), value: service(version.service) },
                { term: t('list.when'), value: date(version.heldOn) },
                {
                  term: t('list.duration'),
                  value: version.durationMinutes > 0 ? t('minutes', { count: version.durationMinutes }) : null,
                },
                { term: t('view.place'), value: version.place },
                { term: t('view.note'), value: version.note },
              ]}
            />
          </Card>
        ))}
      </div>
    </Section>
  );
}
