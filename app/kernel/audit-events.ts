import type { Refused } from './errors.ts';

/**
 * Every event's type and its detail: codes, counts and opaque ids, never content. Each feature declares its own:
 *
 *   declare module '#app/kernel/audit-events.ts' { interface AuditEvents { 'case.opened': { code: string } } }
 */
export interface AuditEvents {
  /** written by the kernel when an action is refused */
  'access.denied': { answer: string };
  /** written by the kernel when somebody else saved first: nothing was saved, but her text was shown */
  'form.conflict': Record<string, never>;
  /** written by the kernel when a form was refused after something had been opened to check it */
  'form.invalid': Record<string, never>;
  /** something stored did not open or was not signed by whom it says: changed outside Linden, or damaged */
  'integrity.failed': { what: string };
  /** written by the kernel: somebody opened unusually much within an hour, or was told to wait for it */
  'reading.unusual': { opened: number };
  /** as `reading.unusual`, within a day */
  'reading.much': { opened: number };
  'reading.refused': { opened: number };
  /** written by the kernel: somebody opened a case that nobody has a reason to open */
  'canary.opened': { case: string };
}

type Detail = Record<string, string | number | boolean | null | readonly string[]>;

export type AuditEvent<Type extends keyof AuditEvents = keyof AuditEvents> = {
  [T in Type]: {
    readonly type: T;
    readonly detail: AuditEvents[T] & Detail;
    /** the organisation whose data it is, when it is not the actor's own */
    readonly organisationId?: string;
    readonly caseId?: string;
    readonly consentId?: string;
    readonly purpose?: string;
    /** what was acted on, when it is not the route's own resource (such as the record just made) */
    readonly resource?: { readonly kind: string; readonly id: string };
    /** what was asked for beside it and not given, because it is not the actor's: each is recorded as a refusal */
    readonly refused?: readonly Refused[];
  };
}[Type];

declare const recorded: unique symbol;

/** What a handler must return: what the browser may see, and what happened. There is no other way to make one. */
export interface Done<View> {
  readonly view: View;
  readonly event: AuditEvent;
  readonly [recorded]: true;
}

export function done<View>(view: View, event: AuditEvent): Done<View> {
  return { view, event } as Done<View>;
}

/** An action's view that sends the browser elsewhere (303). */
export class Redirect {
  readonly location: string;

  constructor(location: string) {
    this.location = location;
  }
}

export function redirectTo(location: string): Redirect {
  return new Redirect(location);
}
