import { createHash, randomUUID } from 'node:crypto';
import { newCode } from '#app/features/cases/case-code.server.ts';
import { noteIncludedInPacket } from '#app/features/evidence/evidence-entries.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { assemblePacket } from './assemble-packet.server.ts';
import { codedTexts, freezeSource, tracesFoundIn } from './freeze-source.server.ts';
import { insertPacketConsents } from './packet-consent-repo.server.ts';
import type { StandsOn } from './packet-consents.ts';
import { insertDocument } from './packet-document-repo.server.ts';
import { insertPacket, setAsideUnsent } from './packet-repo.server.ts';
import { signPacket } from './packet-signature.server.ts';
import type { FreezeForm } from './packet.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'packet.frozen': { code: string; pages: number; documents: number; evidence: number; nameSeen: boolean };
  }
}

/**
 * Freezes the case's application into a packet: consent checked and locked, documents set, sealed under the packet's own
 * keys and signed, all in one transaction (docs/decisions/009). Throws Invalid when something is missing.
 */
export async function freezePacket(uow: UnitOfWork, caseId: string, form: FreezeForm) {
  const source = await freezeSource(uow, caseId);
  const { application, commission, submission } = source;
  if (source.gaps.length > 0 || !application || !commission || !submission) throw new Invalid({ '': ['packets:freeze.notYet'] });
  const texts = codedTexts(uow, source);
  if (tracesFoundIn(source, texts).length > 0 && !form.nameSeen) throw new Invalid({ nameSeen: ['tick'] });

  const code = newCode('P');
  const standsOn = source.consents.map(
    (consent): StandsOn => ({ ...consent, id: randomUUID(), consentId: consent.id, ownKey: consent.purpose !== 'commission_submission' }),
  );
  const { manifest, documents, pages } = await assemblePacket(uow, source, { caseId, code, language: form.language, texts, standsOn });
  const listed = Buffer.from(JSON.stringify(manifest), 'utf8');
  const packet = {
    id: randomUUID(),
    code,
    organisation_id: uow.actor.organisationId,
    recipient_organisation_id: commission.id,
    case_id: caseId,
    application_id: application.applicationId,
    consent_id: submission.id,
    frozen_by: uow.actor.id,
    snapshot_sha256: createHash('sha256').update(listed).digest() as Buffer<ArrayBuffer>,
  };
  const { version, signature } = await signPacket(packet);
  await setAsideUnsent(uow, application.applicationId);
  await insertPacket(uow, {
    ...packet,
    language: form.language,
    state: 'frozen',
    sender_signature: signature,
    signature_version: version,
    frozen_at: uow.now,
    row_version: 1,
  });
  await insertPacketConsents(uow, packet, standsOn);
  const list = { kind: 'manifest', compartment: 'legal', language: 'und', at: 0, pages: null, openHash: null, packetConsentId: null, content: listed } as const;
  for (const document of [list, ...documents]) await insertDocument(uow, packet.id, document);
  await noteIncludedInPacket(uow, caseId, source.evidence.map(({ id }) => id), code);
  return done(redirectTo(`/packets/${packet.id}`), {
    type: 'packet.frozen',
    caseId,
    consentId: submission.id,
    purpose: 'commission_submission',
    resource: { kind: 'Packet', id: packet.id },
    detail: { code, pages, documents: documents.length, evidence: source.evidence.length, nameSeen: form.nameSeen },
  });
}
