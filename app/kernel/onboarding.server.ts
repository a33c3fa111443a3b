import { env } from '#app/platform/env/env.server.ts';
import type { SignedIn } from './actor.server.ts';
import { vaultsFor } from './roles.ts';

/** Whether what protects accounts and keys must be in place before anybody works (LINDEN_ONBOARDING). */
export function onboarding(): 'required' | 'optional' {
  return env().onboarding;
}

const RECOVERY_CODE = '/account/recovery-code';

/** Where a member must go before anything else, or null. Only members with a vault have something to lose. */
export function onboardingStep({ actor, recoveryConfirmed }: SignedIn): string | null {
  if (onboarding() === 'optional' || vaultsFor(actor.organisationKind, actor.roles).length === 0) return null;
  return recoveryConfirmed ? null : RECOVERY_CODE;
}

/** Her own account's pages are open on the way; everything else waits. */
export function waitsForOnboarding(pathname: string): boolean {
  return !/^\/(account|logout|locked|leave|language|confirm)(\/|$|\.)/.test(pathname);
}
