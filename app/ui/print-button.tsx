import { useEffect, useState } from 'react';
import { buttonStyle } from './button-style.ts';

/** Opens the browser's print view. Without JavaScript there is none to open, and the button is not there. */
export function PrintButton({ children }: { children: string }) {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  return (
    <button type="button" onClick={() => window.print()} className={`no-print ${buttonStyle('secondary')}`}>
      {children}
    </button>
  );
}
