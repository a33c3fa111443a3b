import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import { OnceField } from '../once-field.tsx';
import { useRootData } from '../root-data.ts';
import { leaveQuickly, onThreeEscapes } from './leave.ts';
import { sendUnsent } from './send-drafts.ts';

/** Replaces the page at once; without JavaScript the form's answer redirects to the same address. */
export function LeaveButton() {
  const { t } = useTranslation('common');
  const leaveUrl = useRootData()?.leaveUrl;
  useEffect(() => (leaveUrl ? onThreeEscapes(() => leaveQuickly(leaveUrl), keepAll) : undefined), [leaveUrl]);
  return (
    <form
      method="post"
      action="/leave"
      onSubmit={(event) => {
        if (!leaveUrl) return;
        event.preventDefault();
        leaveQuickly(leaveUrl);
      }}
    >
      <OnceField />
      <button
        title={t('shell.leaveHint')}
        onPointerDown={keepAll}
        className="flex min-h-9 items-center gap-2 rounded-control bg-ink px-3 text-small font-semibold text-paper hover:bg-leaf-strong"
      >
        <Icon name="leave" className="size-4" />
        {t('shell.leave')}
      </button>
    </form>
  );
}

/** The first sign of leaving: a text that is too long to go with the page is on its way before it goes. */
function keepAll() {
  void sendUnsent();
}
