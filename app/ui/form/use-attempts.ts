import { useEffect, useState } from 'react';

/** The name of the button by which Conform checks a single field. */
const INTENT = '__intent__';

/** How often the form was sent since the page came. */
export function useAttempts(formId: string): number {
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    const form = document.getElementById(formId);
    // A check of a single field is no attempt.
    const count = ({ submitter }: SubmitEvent) => {
      if (!(submitter instanceof HTMLButtonElement && submitter.name === INTENT)) setAttempts((known) => known + 1);
    };
    form?.addEventListener('submit', count);
    return () => form?.removeEventListener('submit', count);
  }, [formId]);
  return attempts;
}
