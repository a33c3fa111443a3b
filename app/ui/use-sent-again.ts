import { useLocation } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { isAttempt } from './form/use-attempts.ts';

/** Whether a form was sent since this page came, also one that the browser's own check held back: what was done before is no news then. */
export function useSentAgain(): boolean {
  const { key } = useLocation();
  const [sentAt, setSentAt] = useState<string | null>(null);
  useEffect(() => {
    const sent = (event: SubmitEvent) => {
      if (isAttempt(event)) setSentAt(key);
    };
    document.addEventListener('submit', sent, true);
    return () => document.removeEventListener('submit', sent, true);
  }, [key]);
  return sentAt === key;
}
