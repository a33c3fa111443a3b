import { env } from '#app/platform/env/env.server.ts';
import type { SignedIn } from './actor.server.ts';
import { vaultsFor } from './roles.ts';

/** Whether what protects accounts and keys must be in place before anybody works (LINDEN_ONBOARDING). */
export function onboarding(): 'required' | 'optional' {
  return env().onboarding;
}

/**
 * Where a member must go before anything else, or null: first her recovery code, which is shown once and without which who
 * holds a vault has something to lose, then a second factor, which everybody has.
 */
export function onboardingStep({ actor, recoveryConfirmed, secondFactor }: SignedIn): string | null {
  if (onboarding() === 'optional') return null;
  const hasVault = vaultsFor(actor.organisationKind, actor.roles).length > 0;
  if (hasVault && !recoveryConfirmed) return '/account/recovery-code';
  return secondFactor ? null : '/account/factors';
}

/** Her own account's pages are open on the way; everything else waits. */
export function waitsForOnboarding(pathname: string): boolean {
  return !/^\/(account|logout|locked|leave|language|confirm)(\/|$|\.)/.test(pathname);
}
