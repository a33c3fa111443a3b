import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { FoundTraces } from '#app/features/statements/trace-check.server.ts';
import { useTraceLine } from '#app/features/statements/use-trace-names.ts';
import { Notice } from '#app/ui/notice.tsx';
import { SECTIONS, type Section } from './application.schema.ts';
import { sectionPath, useSectionNames } from './use-section-names.ts';

type Place = Section | 'statement' | 'evidence';

interface TracesNoticeProps {
  caseId: string;
  /** where it stands who she is, by what, and which words are her name */
  found: readonly ({ place: Place } & FoundTraces)[];
}

/** What reviewers will read says who she is: where, and by what. It stops nothing here; before a packet is fixed it is asked about. */
export function TracesNotice({ caseId, found }: TracesNoticeProps) {
  const { t } = useTranslation('applications');
  const { sections } = useSectionNames();
  const line = useTraceLine();
  if (found.length === 0) return null;
  const names = { ...sections, statement: t('to.statement'), evidence: t('to.evidence') };
  return (
    <Notice kind="warn" title={t('packets:freeze.named')}>
      <p>{t('packets:freeze.namedText')}</p>
      <ul className="list-disc ps-5">
        {found.map(({ place, ...what }) => (
          <li key={place}>
            <Link to={pathOf(caseId, place)} className="link">
              {names[place]}
            </Link>
            : {line(what)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function pathOf(caseId: string, place: Place): string {
  return place === 'statement' || place === 'evidence'
    ? `/cases/${caseId}/${place}`
    : sectionPath(caseId, SECTIONS.indexOf(place));
}
