import { useEffect, useState } from 'react';

/** The name of the button by which Conform checks a single field. */
const INTENT = '__intent__';

/** How often the form was sent since the page came. */
export function useAttempts(formId: string): number {
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    const form = document.getElementById(formId);
    const count = (event: SubmitEvent) => {
      if (isAttempt(event)) setAttempts((known) => known + 1);
    };
    form?.addEventListener('submit', count);
    return () => form?.removeEventListener('submit', count);
  }, [formId]);
  return attempts;
}

/** A check of a single field is no attempt to send the form. */
export function isAttempt({ submitter }: SubmitEvent): boolean {
  return !(submitter instanceof HTMLButtonElement && submitter.name === INTENT);
}
