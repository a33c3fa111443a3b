import { useEffect, useRef, useState, type RefObject } from 'react';
import { readDraft } from '#app/ui/quiet/drafts.ts';
import { rememberKept, sentBy, type Sent } from '#app/ui/quiet/send-drafts.ts';

export type KeptState = 'unchanged' | 'saving' | 'overtaken' | Sent;

const EVERY_MS = 5_000;

/**
 * Sends the form's fields to `address` every few seconds while the text changes. The answer's `base` goes to `onSaved`,
 * so that the next save builds on this one. After `overtaken` (409) nothing more is sent: the writer decides.
 */
export function useKeptText(
  form: RefObject<HTMLFormElement>,
  address: string,
  { active, onSaved }: { active: boolean; onSaved: (base: number) => void },
): KeptState {
  const [state, setState] = useState<KeptState>('unchanged');
  const sent = useRef<string>();
  useEffect(() => {
    const element = form.current;
    if (!element || !active) return;
    const textOf = () => String(new FormData(element).get('text') ?? '');
    sent.current = textOf();
    let busy = false;
    let stopped = false;
    const keep = async () => {
      const text = textOf();
      if (busy || stopped || text === sent.current) return;
      busy = true;
      setState('saving');
      const draft = readDraft(element);
      const answer = await post(address, new FormData(element));
      busy = false;
      stopped = answer === 'overtaken';
      if (typeof answer === 'number') {
        sent.current = text;
        rememberKept(draft);
        onSaved(answer);
        setState('kept');
      } else setState(answer);
    };
    const timer = window.setInterval(() => void keep(), EVERY_MS);
    const onHide = () => void (document.visibilityState === 'hidden' && keep());
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [form, address, active, onSaved]);
  return state;
}

async function post(address: string, fields: FormData): Promise<number | 'overtaken' | Exclude<Sent, 'kept'>> {
  fields.delete('_once');
  fields.delete('intent');
  try {
    const response = await fetch(address, { method: 'POST', body: fields, redirect: 'manual' });
    const sent = await sentBy(response.clone());
    if (sent !== 'kept') return sent === 'refused' && response.status === 409 ? 'overtaken' : sent;
    const { base } = (await response.json()) as { base: number };
    return base;
  } catch {
    return 'offline';
  }
}
