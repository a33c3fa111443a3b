/** Asks the server to end the session and replaces this page, so that "back" does not return to it. */
export function leaveQuickly(leaveUrl: string): void {
  document.documentElement.classList.add('is-away');
  void fetch('/leave', { method: 'POST', redirect: 'manual', keepalive: true }).catch(() => undefined);
  window.location.replace(leaveUrl);
}

/** Calls `leave` when Escape is pressed three times within two seconds; returns how to stop listening. */
export function onThreeEscapes(leave: () => void, target: EventTarget = window): () => void {
  let presses: number[] = [];
  const listen = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape' || event.repeat) return;
    presses = [...presses.filter((time) => event.timeStamp - time < 2000), event.timeStamp];
    if (presses.length >= 3) {
      presses = [];
      leave();
    }
  };
  target.addEventListener('keydown', listen, { capture: true });
  return () => target.removeEventListener('keydown', listen, { capture: true });
}
