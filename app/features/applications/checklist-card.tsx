import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Card } from '#app/ui/card.tsx';
import { Icon } from '#app/ui/icon.tsx';
import type { CheckItem } from './checklist.ts';
import { checkPath, useSectionNames } from './use-section-names.ts';

interface ChecklistCardProps {
  caseId: string;
  items: readonly CheckItem[];
  /** `false`: nothing was written yet, so there is nothing to review */
  begun?: boolean;
}

/** What is there and what is missing, each line with the way to it. A gap is a fact, not an alarm. */
export function ChecklistCard({ caseId, items, begun = true }: ChecklistCardProps) {
  const { t } = useTranslation('applications');
  const missing = items.filter((item) => item.required && !item.met).length;
  return (
    <Card
      title={t('check.title')}
      aside={
        <span className="text-small text-quiet">
          {missing > 0 ? t('check.missing', { count: missing }) : t('check.complete')}
        </span>
      }
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <Lines
          title={t('check.required')}
          caseId={caseId}
          begun={begun}
          items={items.filter((item) => item.required)}
        />
        <Lines
          title={t('check.optional')}
          caseId={caseId}
          begun={begun}
          items={items.filter((item) => !item.required)}
        />
      </div>
    </Card>
  );
}

function Lines({ title, caseId, begun, items }: Required<ChecklistCardProps> & { title: string }) {
  const { t } = useTranslation('applications');
  const { checkName } = useSectionNames();
  return (
    <div>
      <h3 className="mb-1 text-small font-semibold text-quiet">{title}</h3>
      <ul>
        {items.map(({ item, met }) => {
          const name = checkName(item, met);
          const path = item === 'review' && !begun ? null : checkPath(caseId, item);
          return (
            <li key={item} className="flex min-h-9 items-center gap-2">
              {met ? (
                <Icon name="check" className="size-5 text-leaf" />
              ) : (
                <span aria-hidden="true" className="mx-1 size-3 shrink-0 rounded-full border-2 border-line-strong" />
              )}
              <span>
                {path ? (
                  <Link to={path} className="link">
                    {name}
                  </Link>
                ) : (
                  name
                )}
                {item === 'window' || item === 'traces' ? null : (
                  <span className="text-small text-quiet"> · {met ? t('check.met') : t('check.open')}</span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
