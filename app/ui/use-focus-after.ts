import { useLocation, useNavigation } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';

/** What says by itself that something is not done: errors, conflicts, warnings, a question. */
const TROUBLE =
  'main [role=alert], main [role=status][data-kind=warn], main [role=status][data-kind=danger], main [data-kind=question]';

/**
 * Where somebody without a mouse stands after the page has changed. A form that led to another page leaves her at that
 * page's heading; wherever the thing that had the focus is gone, she stands at the heading too, and never nowhere.
 * Returns how many forms were taken and left her where she was, so that it can be said aloud.
 */
export function useFocusAfter(): number {
  const { key, pathname } = useLocation();
  const { state, formMethod } = useNavigation();
  const [taken, setTaken] = useState(0);
  const posted = useRef(false);
  const last = useRef({ key, pathname });
  useEffect(() => {
    if (state !== 'idle') {
      if (formMethod === 'POST') posted.current = true;
      return;
    }
    const [answered, before] = [posted.current, last.current];
    posted.current = false;
    last.current = { key, pathname };
    if (!answered && before.key === key) return;
    // After the summary of errors, which takes the focus in its own time.
    const timer = window.setTimeout(() => {
      const moved = answered && before.pathname !== pathname;
      if (moved ? !isAtTrouble() : isNowhere()) focusHeading();
      if (answered && !moved && !document.querySelector(TROUBLE)) setTaken((known) => known + 1);
    }, 50);
    return () => window.clearTimeout(timer);
  }, [key, pathname, state, formMethod]);
  return taken;
}

function isNowhere(): boolean {
  const { activeElement, body } = document;
  return !activeElement || activeElement === body || activeElement === document.documentElement;
}

function isAtTrouble(): boolean {
  return Boolean(document.activeElement?.closest('[role=alert], [data-kind=question]'));
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
