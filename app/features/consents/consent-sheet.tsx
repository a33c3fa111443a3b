import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useCode } from '#app/platform/i18n/use-code.ts';
import { buttonStyle } from '#app/ui/button-style.ts';
import { Section } from '#app/ui/card.tsx';
import { ConsentFacts } from './consent-facts.tsx';
import { ConsentStateTag } from './consent-state-tag.tsx';
import { GROUPS, groupNamesIn, meaningsIn } from './consent-texts.ts';
import type { SheetRow } from './consent-view.ts';

interface ConsentSheetProps {
  caseId: string;
  rows: readonly SheetRow[];
  mayRecord: boolean;
  own: string;
}

/** Every purpose with where it stands, in the groups in which they are talked about. */
export function ConsentSheet({ rows, ...rest }: ConsentSheetProps) {
  const { t } = useTranslation('consents');
  const names = groupNamesIn(t);
  return Object.entries(GROUPS).map(([group, purposes]) => (
    <Section key={group} title={names[group as keyof typeof GROUPS]}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface shadow-card">
        {purposes.map((purpose) => {
          const row = rows.find((candidate) => candidate.purpose === purpose);
          return row ? <PurposeRow key={purpose} row={row} {...rest} /> : null;
        })}
      </ul>
    </Section>
  ));
}

function PurposeRow({ row, caseId, mayRecord, own }: { row: SheetRow } & Omit<ConsentSheetProps, 'rows'>) {
  const { t } = useTranslation('consents');
  const { label } = useCode();
  const purpose = label('consentPurpose', row.purpose);
  const ask = mayRecord && row.state !== 'given';
  const name = ask ? t('item.askRow', { purpose }) : t('item.openRow', { purpose });
  return (
    <li
      id={`row-${row.row}`}
      className="grid items-start gap-x-6 gap-y-2 px-4 py-4 target:bg-leaf-soft sm:grid-cols-[1fr_auto] sm:px-5"
    >
      <div className="grid max-w-prose gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="font-semibold">{purpose}</h3>
          <ConsentStateTag state={row.state} />
          {row.earlier > 0 ? (
            <span className="text-small text-quiet">{t('item.earlier', { count: row.earlier })}</span>
          ) : null}
        </div>
        <p>{meaningsIn(t)[row.purpose]}</p>
        {row.answer ? <ConsentFacts answer={row.answer} purpose={row.purpose} recipientKind={row.recipientKind} own={own} /> : null}
      </div>
      <Link to={`/cases/${caseId}/consents/${row.row}`} aria-label={name} className={buttonStyle('secondary', true)}>
        {ask ? t('item.ask') : t('item.open')}
      </Link>
    </li>
  );
}
