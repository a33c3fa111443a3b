import type { ReactNode } from 'react';
import { buttonStyle } from './button-style.ts';

interface ConfirmDisclosureProps {
  /** What the button says, such as "Withdraw this consent". */
  action: string;
  /** Cannot be undone. */
  danger?: boolean;
  /** Shown open, such as when what was sent comes back with an error. */
  open?: boolean;
  /** What happens, then the form that does it. */
  children: ReactNode;
}

/** A deliberate act in two steps, without JavaScript: the button opens what will happen, and the form below does it. */
export function ConfirmDisclosure({ action, danger, open, children }: ConfirmDisclosureProps) {
  return (
    <details className="group max-w-xl" open={open}>
      <summary className={`${buttonStyle(danger ? 'danger' : 'secondary')} group-open:mb-3`}>{action}</summary>
      <div className="grid gap-4 rounded-control border border-line bg-sunken p-4">{children}</div>
    </details>
  );
}
