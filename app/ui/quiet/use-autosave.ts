import { useEffect, useState } from 'react';
import { readDrafts, sendDraft } from './drafts.ts';

export type DraftState = 'unchanged' | 'saving' | 'saved' | 'offline';

/**
 * Sends the form's fields every few seconds while they change, and once more when the page is hidden.
 * `form` is the mark in `data-keep-draft`; undefined switches it off.
 */
export function useAutosave(form: string | undefined, seconds = 4): DraftState {
  const [state, setState] = useState<DraftState>('unchanged');
  useEffect(() => {
    if (!form) return;
    const read = () => readDrafts().find((draft) => draft.form === form);
    let sent = JSON.stringify(read()?.fields);
    let busy = false;
    const save = async () => {
      const draft = read();
      const now = JSON.stringify(draft?.fields);
      if (!draft || busy || now === sent) return;
      busy = true;
      setState('saving');
      const kept = await sendDraft(draft);
      if (kept) sent = now;
      busy = false;
      setState(kept ? 'saved' : 'offline');
    };
    const timer = window.setInterval(() => void save(), seconds * 1000);
    const onHide = () => void (document.visibilityState === 'hidden' && save());
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [form, seconds]);
  return state;
}
