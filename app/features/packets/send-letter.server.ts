import { randomUUID } from 'node:crypto';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { insertLetter } from './letter-repo.server.ts';
import type { LetterBody } from './letter.schema.ts';
import { signLetter } from './letter-signature.server.ts';
import { notify, type PacketRow } from './packet-repo.server.ts';
import { BrokenSeal, verifyPacketRow } from './packet-signature.server.ts';

export interface NewLetter {
  reviewFileId: string;
  body: LetterBody;
  gaps: readonly Code<'fileGap'>[];
  outcome: 'recognised' | 'rejected' | null;
  due: { dueOn: string; settingId: string } | null;
}

/**
 * Writes a letter to the organisation that sent the packet: sealed under a key of its own, which is sealed to that
 * organisation's legal vault, and tells the member who sent it that a letter is there, without content. The packet's own
 * signature says which organisation that is. Throws Invalid when it does not.
 */
export async function sendLetter(uow: UnitOfWork, packet: PacketRow, letter: NewLetter): Promise<string> {
  await verifyPacketRow(packet).catch((error: unknown) => {
    throw error instanceof BrokenSeal ? new Invalid({ '': ['commission:error.movedPacket'] }) : error;
  });
  const fields = {
    id: randomUUID(),
    organisation_id: uow.actor.organisationId,
    recipient_organisation_id: packet.organisation_id,
    packet_id: packet.id,
    review_file_id: letter.reviewFileId,
    kind: letter.body.kind,
    gaps: [...letter.gaps],
    due_on: letter.due && new Date(letter.due.dueOn),
    setting_id: letter.due?.settingId ?? null,
    outcome: letter.outcome,
    sent_by: uow.actor.id,
    sent_at: uow.now,
  };
  const body = JSON.stringify(letter.body);
  await insertLetter(uow, { ...fields, ...(await signLetter(fields, body)), row_version: 1 }, body);
  const subject = { kind: 'letter', id: fields.id, organisationId: uow.actor.organisationId } as const;
  await uow.contentKeys.sealTo(subject, 'legal', packet.organisation_id, 'legal');
  await tellSender(uow, packet, 'letter_ready');
  return fields.id;
}

/** "There is something new about a packet of yours": a kind and an id, for the member who sent it. */
export async function tellSender(uow: UnitOfWork, packet: PacketRow, kind: 'letter_ready' | 'packet_state'): Promise<void> {
  const member_id = packet.referred_by ?? packet.frozen_by;
  const row = { id: randomUUID(), organisation_id: packet.organisation_id, member_id, kind, subject_kind: 'Packet', subject_id: packet.id };
  await notify(uow, row);
}
