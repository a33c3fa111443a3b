const activityKey = 'linden-active';
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

/**
 * Calls `lock` once nobody has touched any of this browser's pages for `minutes`.
 * The pages tell each other through local storage; only a time is kept there.
 */
export function onIdle(minutes: number, lock: () => void): () => void {
  let last = Date.now();
  const touch = () => {
    const now = Date.now();
    if (now - last < 1000) return;
    last = now;
    remember(now);
  };
  remember(last);
  const check = () => {
    if (Date.now() - Math.max(last, recall()) >= minutes * 60_000) lock();
  };
  const timer = window.setInterval(check, 5000);
  for (const sign of signs) window.addEventListener(sign, touch, { passive: true, capture: true });
  document.addEventListener('visibilitychange', check);
  return () => {
    window.clearInterval(timer);
    for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    document.removeEventListener('visibilitychange', check);
  };
}

/** Adds `is-away` to the document while its window has no focus; the stylesheet blurs the page. */
export function blurWhileAway(): () => void {
  const page = document.documentElement.classList;
  const away = () => page.add('is-away');
  const back = () => page.remove('is-away');
  window.addEventListener('blur', away);
  window.addEventListener('focus', back);
  return () => {
    back();
    window.removeEventListener('blur', away);
    window.removeEventListener('focus', back);
  };
}

function remember(time: number): void {
  try {
    window.localStorage.setItem(activityKey, String(time));
  } catch {
    // A browser without storage locks each page by itself.
  }
}

function recall(): number {
  try {
    return Number(window.localStorage.getItem(activityKey) ?? 0);
  } catch {
    return 0;
  }
}
