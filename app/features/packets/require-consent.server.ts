import { Forbidden } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { lockConsentOf } from './packet-repo.server.ts';

/**
 * The packet's own consent, active today and for this recipient, locked until what is disclosed is committed. Throws
 * Forbidden otherwise: nothing of a packet leaves without it.
 */
export async function requireConsent(uow: UnitOfWork, packet: { consent_id: string; recipient_organisation_id: string }): Promise<string> {
  const consent = await lockConsentOf(uow, packet, isoDate(uow.now));
  if (!consent) throw new Forbidden();
  return consent.id;
}
