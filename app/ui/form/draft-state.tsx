import { useTranslation } from 'react-i18next';
import { SignInAgain } from '../quiet/sign-in-again.tsx';
import type { DraftState as State } from '../quiet/use-autosave.ts';
import { useScripts } from '../use-scripts.ts';

/**
 * One quiet line that says whether the text is kept; nothing where no script runs that could keep it. `failed`: the form came back
 * with errors, and a bare "kept" beside them would read as if it had been taken.
 */
export function DraftState({ state, failed }: { state: State; failed: boolean }) {
  const { t } = useTranslation('common');
  const scripts = useScripts();
  const texts: Record<State, string> = {
    unchanged: t('draft.unchanged'),
    saving: t('draft.saving'),
    kept: failed ? t('draft.savedOnly') : t('draft.saved'),
    offline: t('draft.offline'),
    signed_out: t('draft.signedOut'),
    other_member: t('draft.otherMember'),
    refused: t('draft.refused'),
  };
  return (
    <p role="status" className="min-h-6 text-small text-quiet">
      {scripts ? texts[state] : null}
      {state === 'signed_out' ? <SignInAgain /> : null}
    </p>
  );
}
