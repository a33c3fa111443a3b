import { useEffect, useRef, useState } from 'react';
import { isTouched, readDraft, type Draft } from './drafts.ts';
import { forgetKept, isKept, sendDraft, type Sent } from './send-drafts.ts';

export type DraftState = 'unchanged' | 'saving' | Sent;

interface AutosaveOptions {
  /** The form itself is on its way: its draft would arrive after it and come back as unsaved. */
  sending: boolean;
  /** It came back with errors: what is in it is a draft again. */
  failed: boolean;
  seconds?: number;
}

/**
 * Sends the form's fields every few seconds while they change, and once more when the page is hidden or the form goes.
 * `mark` is what the form carries in `data-keep-draft`; undefined switches it off.
 */
export function useAutosave(mark: string | undefined, { sending, failed, seconds = 4 }: AutosaveOptions): DraftState {
  const [state, setState] = useState<DraftState>('unchanged');
  const submitted = useRef(false);
  useEffect(() => {
    if (sending) {
      submitted.current = true;
      if (mark) forgetKept(mark);
    } else if (failed) submitted.current = false;
  }, [sending, failed, mark]);
  useEffect(() => {
    const form = mark ? [...document.forms].find(({ dataset }) => dataset['keepDraft'] === mark) : undefined;
    if (!form) return;
    let busy = false;
    let written = false;
    /** The draft, unless the server has it. */
    const unsent = (): Draft | null => {
      written ||= isTouched(form);
      const draft = written ? readDraft(form) : null;
      return draft && !isKept(draft) ? draft : null;
    };
    const save = async () => {
      const draft = busy || submitted.current ? null : unsent();
      if (!draft) return;
      busy = true;
      setState('saving');
      const sent = await sendDraft(draft);
      busy = false;
      setState(sent);
    };
    const part = () => {
      const draft = submitted.current ? null : unsent();
      if (draft) void sendDraft(draft, { parting: true });
    };
    const onInput = () => (submitted.current = false);
    const timer = window.setInterval(() => void save(), seconds * 1000);
    const onHide = () => void (document.visibilityState === 'hidden' && part());
    form.addEventListener('input', onInput);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.clearInterval(timer);
      form.removeEventListener('input', onInput);
      document.removeEventListener('visibilitychange', onHide);
      part();
    };
  }, [mark, seconds]);
  return state;
}
