import { endElsewhere } from './end-together.ts';
import { partingBody, unsentDrafts } from './send-drafts.ts';

/**
 * Asks the server to keep what was being written and to end the session, in one request so that the first comes before the
 * second, and replaces this page at once, so that "back" does not return to it; so do the other pages of this browser.
 */
export function leaveQuickly(leaveUrl: string): void {
  document.documentElement.classList.add('is-away');
  endElsewhere('left');
  const body = partingBody(unsentDrafts());
  void fetch('/leave', { method: 'POST', body, redirect: 'manual', keepalive: true }).catch(() => undefined);
  window.location.replace(leaveUrl);
}

/**
 * Calls `leave` when Escape is pressed three times within two seconds, and `begun` at each press before; returns how to stop
 * listening.
 */
export function onThreeEscapes(
  leave: () => void,
  begun: () => void = () => undefined,
  target: EventTarget = window,
): () => void {
  let presses: number[] = [];
  const listen = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.repeat) return;
    presses = [...presses.filter((time) => event.timeStamp - time < 2000), event.timeStamp];
    if (presses.length >= 3) {
      presses = [];
      leave();
    } else begun();
  };
  target.addEventListener('keydown', listen, { capture: true });
  return () => target.removeEventListener('keydown', listen, { capture: true });
}
