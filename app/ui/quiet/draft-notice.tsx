import { useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { buttonStyle } from '../button-style.ts';
import { ConfirmDisclosure } from '../confirm-disclosure.tsx';
import { Notice } from '../notice.tsx';
import { OnceField } from '../once-field.tsx';
import { readDraft } from './drafts.ts';
import { rememberKept } from './send-drafts.ts';

interface DraftNoticeProps {
  savedAt: string;
  /** the id of the `LeaveDraftForm`, which may not stand inside the form that this notice stands in */
  leaving: string;
  /** what more there is to know of it */
  children?: ReactNode;
}

/** Above a form that shows a kept draft instead of what was saved: since when it is, and the way to begin without it. */
export function DraftNotice({ savedAt, leaving, children }: DraftNoticeProps) {
  const { t } = useTranslation('common');
  const { dateTime } = useFormat();
  return (
    <Notice kind="info" title={t('draft.restored')}>
      <p>{t('draft.restoredText', { when: dateTime(savedAt) })}</p>
      {children}
      <div className="mt-2">
        <ConfirmDisclosure action={t('draft.leave')}>
          <p>{t('draft.leaveText')}</p>
          <div>
            <button type="submit" form={leaving} className={buttonStyle('secondary')}>
              {t('draft.leaveSure')}
            </button>
          </div>
        </ConfirmDisclosure>
      </div>
    </Notice>
  );
}

interface LeaveDraftFormProps {
  id: string;
  /** the name under which it is kept */
  mark: string;
  /** where to begin anew; this page when it is not said */
  back?: string;
}

/** Posts that a draft is not wanted any more. */
export function LeaveDraftForm({ id, mark, back }: LeaveDraftFormProps) {
  const { pathname, search } = useLocation();
  return (
    <form id={id} method="post" action="/drafts/leave" className="hidden" onSubmit={() => keepNoMore(mark)}>
      <OnceField />
      <input type="hidden" name="mark" value={mark} />
      <input type="hidden" name="back" value={back ?? `${pathname}${search}`} />
    </form>
  );
}

/** What was typed on the page would be sent once more as the page goes, and the draft would be there again. */
function keepNoMore(mark: string): void {
  const form = [...document.forms].find(({ dataset }) => dataset['keepDraft'] === mark);
  if (form) rememberKept(readDraft(form));
}
