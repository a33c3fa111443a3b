import type { SignedIn } from '#app/kernel/actor.server.ts';
import { believedFactors } from './believed-factors.server.ts';
import { MOST_FACTORS } from './change-factors.server.ts';

/** A member's own second factors. The only one cannot be removed. */
export async function listFactors({ actor }: SignedIn) {
  const { factors } = await believedFactors(actor.id);
  return {
    factors: factors.map(({ id, kind, device, created_at, last_used_at }) => ({
      id,
      kind: kind === 'app' ? ('app' as const) : ('passkey' as const),
      device,
      added: created_at.toISOString(),
      lastUsed: last_used_at?.toISOString() ?? null,
    })),
    removable: factors.length > 1,
    room: factors.length < MOST_FACTORS,
  };
}
