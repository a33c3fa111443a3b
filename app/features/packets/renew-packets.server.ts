import { randomUUID } from 'node:crypto';
import type { ConsentPurpose } from '#app/features/consents/consent.schema.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { insertPacketConsents, listStandingOn } from './packet-consent-repo.server.ts';

/**
 * She agrees again to what has run out, or for longer: the packets of her case that stand on this purpose and were not
 * withdrawn stand on the new consent too. What was withdrawn stays closed, and so does a packet that says how to reach her
 * when she no longer agrees to that.
 */
export async function onConsentGivenAgain(
  uow: UnitOfWork,
  caseId: string,
  purpose: ConsentPurpose,
  consent: { id: string; expiresOn: string | null; categories: readonly string[] },
): Promise<void> {
  const packets = new Map((await listStandingOn(uow, caseId, purpose, true)).map((row) => [row.packet_id, row]));
  for (const { packet, own_key, consent: earlier } of packets.values()) {
    if (earlier.categories.includes('contact') && !consent.categories.includes('contact')) continue;
    const expires_on = consent.expiresOn ? new Date(consent.expiresOn) : null;
    await insertPacketConsents(uow, packet, [{ id: randomUUID(), consentId: consent.id, purpose, ownKey: own_key, expires_on }]);
  }
}
