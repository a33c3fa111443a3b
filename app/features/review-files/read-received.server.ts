import { openManifest, readCodedSnapshot, readIdentityData } from '#app/features/packets/open-packet.server.ts';
import { picturesIn } from '#app/features/packets/pictures-in.server.ts';
import { answerWith, fileResponse } from '#app/features/packets/file-response.server.ts';
import { BrokenSeal } from '#app/features/packets/packet-signature.server.ts';
import { codedFile, intact, sheetFile } from '#app/features/packets/print-document.server.ts';
import { closedPieces, receivedPacket } from '#app/features/packets/received-packet.server.ts';
import {
  readSupplements,
  supplementsMissing,
  type ReadSupplement,
} from '#app/features/packets/read-supplements.server.ts';
import type { CodedSnapshot, IdentitySnapshot } from '#app/features/packets/documents/packet-snapshot.ts';
import { done, type Done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { reviewFileFacts } from './review-file-facts.server.ts';
import { findFile } from './review-file-repo.server.ts';
import type { FilePrintQuery } from './review-file.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'file.packet_read': { document: string };
    'file.identity_read': { document: string };
    /** a packet was not as it had been sent, and was not shown */
    'file.seal_broken': Record<string, never>;
  }
}

const PURPOSE = 'review';

/** `snapshot` is null when the packet is not as it was sent. */
export interface Received<Snapshot> {
  file: { id: string; number: string };
  snapshot: Snapshot | null;
}

/**
 * `closed`: the numbers of the evidence whose own consent has ended; `pictures`: of what can be shown. `supplements`: what was sent later, on request.
 */
export interface ReceivedCoded extends Received<CodedSnapshot> {
  closed: number[];
  pictures: number[];
  supplements: ReadSupplement[];
  /** answers that came and are not stored any more */
  missing: number;
  mayNote: boolean;
}

/** The coded packet for the screen, proved against the sender's signature. */
export async function readCoded(uow: UnitOfWork, fileId: string): Promise<Done<ReceivedCoded>> {
  const { file, packet } = await received(uow, fileId);
  const head = { id: file.id, number: file.registration_number };
  const facts = await reviewFileFacts(uow, fileId);
  const mayNote = facts !== null && uow.may('writeReviewNote', { type: 'ReviewFile', id: fileId, facts });
  try {
    const manifest = await openManifest(uow, packet);
    const snapshot = await readCodedSnapshot(uow, packet, manifest, PURPOSE);
    const supplements = await readSupplements(uow, packet, PURPOSE);
    const view = {
      file: head,
      snapshot,
      closed: await closedPieces(uow, packet, manifest),
      pictures: picturesIn(manifest),
      supplements,
      missing: supplementsMissing(supplements),
      mayNote,
    };
    return done(view, { ...disclosed(packet), type: 'file.packet_read', detail: { document: 'snapshot' } });
  } catch (error) {
    if (!(error instanceof BrokenSeal)) throw error;
    return done(
      { file: head, snapshot: null, closed: [], pictures: [], supplements: [], missing: 0, mayNote },
      { ...disclosed(packet), type: 'file.seal_broken', detail: {} },
    );
  }
}

/** Who the packet is about: for the secretary alone. */
export async function readFileIdentity(uow: UnitOfWork, fileId: string): Promise<Done<Received<IdentitySnapshot>>> {
  const { file, packet } = await received(uow, fileId);
  const head = { id: file.id, number: file.registration_number };
  try {
    const { snapshot } = await readIdentityData(uow, packet, await openManifest(uow, packet), 'registration');
    return done(
      { file: head, snapshot },
      { ...disclosed(packet), type: 'file.identity_read', detail: { document: 'identity_data' } },
    );
  } catch (error) {
    if (!(error instanceof BrokenSeal)) throw error;
    return done({ file: head, snapshot: null }, { ...disclosed(packet), type: 'file.seal_broken', detail: {} });
  }
}

/** A coded document or a piece of evidence as it was sent. */
export async function printReceived(uow: UnitOfWork, fileId: string, query: FilePrintQuery) {
  const { packet } = await received(uow, fileId);
  const file = await intact(() => codedFile(uow, packet, query, PURPOSE));
  return done(await answerWith(file, query), {
    ...disclosed(packet),
    type: 'file.packet_read',
    detail: { document: query.document },
  });
}

export async function printReceivedSheet(uow: UnitOfWork, fileId: string, language: string) {
  const { packet } = await received(uow, fileId);
  const file = await intact(() => sheetFile(uow, packet, language, 'registration'));
  return done(fileResponse(file, true), {
    ...disclosed(packet),
    type: 'file.identity_read',
    detail: { document: 'identity_sheet' },
  });
}

async function received(uow: UnitOfWork, fileId: string) {
  const file = await findFile(uow, fileId);
  const packet = await receivedPacket(uow, file.packet_id);
  if (!packet) throw new NotFound();
  return { file, packet };
}

/** The survivor's organisation can tell her who opened what was sent: the event is about its case and consent. */
function disclosed(packet: { organisation_id: string; case_id: string; consent_id: string }) {
  return {
    organisationId: packet.organisation_id,
    caseId: packet.case_id,
    consentId: packet.consent_id,
    purpose: PURPOSE,
  };
}
