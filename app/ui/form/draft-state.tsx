import { useTranslation } from 'react-i18next';
import type { DraftState as State } from '../quiet/use-autosave.ts';

/** One quiet line that says whether the text is kept. */
export function DraftState({ state }: { state: State }) {
  const { t } = useTranslation('common');
  const texts: Record<State, string> = {
    unchanged: t('draft.unchanged'),
    saving: t('draft.saving'),
    saved: t('draft.saved'),
    offline: t('draft.offline'),
  };
  return (
    <p role="status" className="text-small text-quiet">
      {texts[state]}
    </p>
  );
}
