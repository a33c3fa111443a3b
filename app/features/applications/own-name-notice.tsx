import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Notice } from '#app/ui/notice.tsx';
import { SECTIONS, type Section } from './application.schema.ts';
import { sectionPath, useSectionNames } from './use-section-names.ts';

interface OwnNameNoticeProps {
  caseId: string;
  /** where her own name stands, and the words that are it */
  found: readonly { place: Section | 'statement' | 'evidence'; words: readonly string[] }[];
}

/** Her name is in what reviewers will read: in which section, by which word. It stops nothing. */
export function OwnNameNotice({ caseId, found }: OwnNameNoticeProps) {
  const { t } = useTranslation('applications');
  const { sections } = useSectionNames();
  if (found.length === 0) return null;
  const names = { ...sections, statement: t('to.statement'), evidence: t('to.evidence') };
  return (
    <Notice kind="warn" title={t('ownName.title')}>
      <p>{t('ownName.text')}</p>
      <ul className="list-disc ps-5">
        {found.map(({ place, words }) => (
          <li key={place}>
            <Link to={pathOf(caseId, place)} className="link">
              {names[place]}
            </Link>
            : {words.join(', ')}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function pathOf(caseId: string, place: Section | 'statement' | 'evidence'): string {
  return place === 'statement' || place === 'evidence'
    ? `/cases/${caseId}/${place}`
    : sectionPath(caseId, SECTIONS.indexOf(place));
}
