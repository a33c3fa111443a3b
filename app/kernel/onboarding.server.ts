import { env } from '#app/platform/env/env.server.ts';
import type { SignedIn } from './actor.server.ts';
import { vaultsFor } from './roles.ts';

/**
 * What a member must still do before anything else: the path of the page for it, or null. Pages about her own account stay
 * open meanwhile, everything else leads there (actor-route.server.ts).
 */
export async function onboardingStep({ actor, secondFactor }: SignedIn): Promise<string | null> {
  if (env().onboarding === 'optional') return null;
  const holdsVault = vaultsFor(actor.organisationKind, actor.roles).length > 0;
  if (holdsVault && !secondFactor) return '/account/factors';
  return null;
}
