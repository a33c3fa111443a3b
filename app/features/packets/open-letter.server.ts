import { createTask } from '#app/features/tasks/create-task.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { followApplication } from './follow-application.server.ts';
import { followDecision } from './follow-decision.server.ts';
import { findLetter, markOpened, type LetterRow } from './letter-repo.server.ts';
import { findPacket, type PacketRow } from './packet-repo.server.ts';
import { isGenuine } from './letter-words.server.ts';
import { dayOf } from './packet-view.ts';
import { tellTeam } from './tell-team.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'letter.opened': { kind: string; first: boolean; genuine: boolean };
  }
}

/**
 * Takes a letter out of its envelope: the first opening adds the task with its date, tells who works on the case, moves the application's state and
 * records the decision's fact. Opening it again changes nothing. From a letter that the
 * commission did not write nothing follows: its page says so.
 */
export async function openLetter(uow: UnitOfWork, packetId: string, letterId: string) {
  const packet = await findPacket(uow, packetId);
  const letter = await findLetter(uow, packetId, letterId);
  if (!letter) throw new NotFound();
  const genuine = await isGenuine(uow, letter);
  const first = await markOpened(uow, letterId);
  if (genuine && first && !packet.withdrawn_at) await follow(uow, packet, letter);
  return done(redirectTo(`/packets/${packetId}/letters/${letterId}`), {
    type: 'letter.opened',
    caseId: packet.case_id,
    resource: { kind: 'Letter', id: letterId },
    detail: { kind: letter.kind, first, genuine },
  });
}

async function follow(uow: UnitOfWork, packet: PacketRow, letter: LetterRow): Promise<void> {
  const due = letter.due_on && { dueOn: dayOf(letter.due_on), settingId: letter.setting_id };
  if (letter.outcome === 'recognised' || letter.outcome === 'rejected') {
    return followDecision(uow, packet, { outcome: letter.outcome, on: isoDate(letter.sent_at), remedy: due });
  }
  await followApplication(uow, packet, 'incomplete');
  await createTask(uow, {
    caseId: packet.case_id,
    kind: 'supplement',
    dueOn: due?.dueOn ?? null,
    settingId: due?.settingId ?? null,
  });
  await tellTeam(uow, packet, 'packet_asked');
}
