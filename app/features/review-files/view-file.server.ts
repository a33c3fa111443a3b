import { isConfirmed, requestsSent } from '#app/features/packets/letters-sent.server.ts';
import { receivedPacket } from '#app/features/packets/received-packet.server.ts';
import { packetTurns } from '#app/features/packets/came-since.server.ts';
import { packetMoments } from '#app/features/packets/packet-moments.server.ts';
import { sentOutside } from '#app/features/packets/sent-outside.server.ts';
import { senderName } from '#app/features/packets/sender-name.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { hasRole } from '#app/kernel/actor.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { fileWaiting } from './file-waiting.ts';
import { reviewFileFacts } from './review-file-facts.server.ts';
import { findFileWithAssignments, listReviewers } from './review-file-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'file.viewed': { state: string };
  }
}

const ASKED = [
  'readFileIdentity',
  'readFileCoded',
  'checkCompleteness',
  'requestDocuments',
  'assignReviewer',
  'writeReviewNote',
  'readReviewNotes',
  'decide',
  'declareConflict',
] as const;

/** The file's cover: number, state, dates, and the next steps that are this member's. Without consent only number and state. */
export async function viewFile(uow: UnitOfWork, fileId: string) {
  const row = (await findFileWithAssignments(uow, fileId))!;
  const packet = await receivedPacket(uow, row.packet_id);
  const resource = { type: 'ReviewFile', id: fileId, facts: (await reviewFileFacts(uow, fileId))! } as const;
  const may = Object.fromEntries(ASKED.map((action) => [action, uow.may(action, resource)])) as Record<
    (typeof ASKED)[number],
    boolean
  >;
  const mine = row.assignments.find((assignment) => assignment.member_id === uow.actor.id);
  const overview = hasRole(uow.actor, 'secretary', 'chair') && packet !== null;
  const reviewers = overview ? await listReviewers(uow) : [];
  const names = new Map(reviewers.map((reviewer) => [reviewer.id, reviewer.display_name]));
  const assigned = new Set(row.assignments.map((assignment) => assignment.member_id));
  const turn = packet && (await packetTurns(uow, [packet.id])).get(packet.id);
  const view = {
    id: row.id,
    number: row.registration_number,
    registeredOn: dayOf(row.registered_on),
    state: (resource.facts.withdrawn ? 'withdrawn' : row.state) as Code<'applicationState'>,
    closed: closedBy(resource.facts),
    packet: packet && { code: packet.code, sender: await senderName(uow, packet), frozenOn: isoDate(packet.frozen_at) },
    sentOutside: packet && (await sentOutside(uow, packet)),
    due:
      row.decision_due_on && !row.decided_on && packet
        ? { on: dayOf(row.decision_due_on), verified: await isConfirmed(uow, row.decision_setting_id) }
        : null,
    decidedOn: row.decided_on && packet ? dayOf(row.decided_on) : null,
    conflict: (mine?.conflict ?? null) as 'none' | 'declared' | 'undeclared' | null,
    came: (row.state === 'incomplete' && turn?.came) || null,
    /** until it is decided */
    waiting: turn && !row.decided_on ? fileWaiting(row.state, turn) : null,
    requests: packet ? await requestsSent(uow, packet.id) : 0,
    moments: packet ? await packetMoments(uow, packet.id) : [],
    reviewers: overview
      ? row.assignments.map(({ member_id, conflict }) => ({
          name: names.get(member_id) ?? '',
          conflict: conflict as 'none' | 'declared' | 'undeclared',
        }))
      : [],
    candidates: may.assignReviewer
      ? reviewers
          .filter(({ id }) => !assigned.has(id) && id !== uow.actor.id)
          .map(({ id, display_name }) => ({ id, name: display_name }))
      : [],
    may,
    today: isoDate(uow.now),
  };
  return done(view, { type: 'file.viewed', detail: { state: view.state } });
}

export type FilePage = Awaited<ReturnType<typeof viewFile>>['view'];

function closedBy({ withdrawn, expired }: { withdrawn: boolean; expired: boolean }): 'withdrawn' | 'expired' | null {
  if (withdrawn) return 'withdrawn';
  return expired ? 'expired' : null;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
