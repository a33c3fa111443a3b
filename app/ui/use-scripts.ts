import { useEffect, useState } from 'react';

/** False until the page's scripts run, and for ever where they do not: for what only a script can promise. */
export function useScripts(): boolean {
  const [running, setRunning] = useState(false);
  useEffect(() => setRunning(true), []);
  return running;
}
