import { useLocation } from '@remix-run/react';
import { useState } from 'react';
import { Notice } from './notice.tsx';
import { useRootData, type RootData } from './root-data.ts';
import { useSentAgain } from './use-sent-again.ts';

/** What the form before this page did, on this page alone: null from the next link on, and once another form was sent. */
export function useSaid(): RootData['said'] {
  const said = useRootData()?.said ?? null;
  const { key } = useLocation();
  const sentAgain = useSentAgain();
  const [heard, setHeard] = useState({ id: said?.id, key });
  if (said && said.id !== heard.id) {
    setHeard({ id: said.id, key });
    return said;
  }
  return heard.key === key && !sentAgain ? said : null;
}

/** The same line to look at; the page's polite region says it aloud. */
export function Said() {
  const said = useSaid();
  if (!said) return null;
  return (
    <div className="no-print mb-6" data-said>
      <Notice kind="success" title={said.text} />
    </div>
  );
}
