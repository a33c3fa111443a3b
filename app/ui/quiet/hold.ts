import { draftsUnderWay } from './send-drafts.ts';

/** Why nothing was sent. `no_answer`: there is a line, and the server does not answer as it should. */
export type Held = 'offline' | 'no_answer' | 'signed_out' | 'other_member';

/** Longer than this nobody is kept waiting for the question whether she is still signed in. */
const PATIENCE_MS = 10_000;

/** Whether a form of this page would be taken now: null, or why not. `member`: for whom the page was made. */
export async function standing(member: string | undefined): Promise<Held | null> {
  if (!navigator.onLine) return 'offline';
  if (!member) return null;
  try {
    const response = await fetch('/signed-in', { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return 'no_answer';
    const answer = (await response.json()) as { member: string | null };
    if (answer.member === member) return null;
    return answer.member ? 'other_member' : 'signed_out';
  } catch {
    return 'offline';
  }
}

/** Conform checks a single field by submitting the form with a button of this name; nothing is sent. */
function isCheck(submitter: HTMLElement | null): boolean {
  return submitter instanceof HTMLButtonElement && submitter.name === '__intent__';
}

/**
 * Stands before every form of the page's main part that posts: asks first, then lets the form go on as it was sent, or
 * leaves it as it is and says why. Leaving and signing out are never held back. Returns how to stop.
 */
export function holdWhatWouldBeLost(member: string | undefined, say: (held: Held | null) => void): () => void {
  const asked = new WeakSet<HTMLFormElement>();
  const waiting = new WeakSet<HTMLFormElement>();
  const ask = async (form: HTMLFormElement, submitter: HTMLElement | null) => {
    const [held] = await Promise.all([standing(member), draftsUnderWay()]);
    waiting.delete(form);
    say(held);
    if (held || !form.isConnected) return;
    asked.add(form);
    form.requestSubmit(submitter?.isConnected ? submitter : null);
    asked.delete(form);
  };
  const hold = (event: SubmitEvent) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || !form.closest('main') || asked.has(form))
      return;
    if ((!member && navigator.onLine) || isCheck(event.submitter)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting.has(form)) return;
    waiting.add(form);
    void ask(form, event.submitter);
  };
  document.addEventListener('submit', hold, { capture: true });
  return () => document.removeEventListener('submit', hold, { capture: true });
}
