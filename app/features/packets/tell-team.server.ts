import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { colleaguesInRoles } from '#app/features/members/colleagues-in-roles.server.ts';
import type { NoticeKind } from '#app/features/notices/notice-kinds.ts';
import { notifyMembers } from '#app/features/notices/notify.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/**
 * The commission asked for something or has decided: everybody else who prepares the paper or works with the survivor learns it
 * when the letter is opened, because only a legal officer can open it.
 */
export async function tellTeam(
  uow: UnitOfWork,
  packet: { id: string; case_id: string },
  kind: Extract<NoticeKind, 'packet_asked' | 'packet_decided'>,
): Promise<void> {
  const team = (await caseFacts(uow, packet.case_id))?.assignedMemberIds ?? [];
  const workers = await colleaguesInRoles(uow, ['caseworker', 'counsellor', 'legal_officer']);
  await notifyMembers(
    uow,
    team.filter((id) => workers.includes(id)),
    kind,
    { kind: 'Packet', id: packet.id },
  );
}
