import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import { recipientsOfPackets } from '#app/features/packets/withdraw-packets.server.ts';
import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { env } from '#app/platform/env/env.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { findCaseToErase } from './erasure-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'erasure.viewed': { state: string };
  }
}

/** How far the erasure of a case is, who had received something, and what this member may do about it. */
export async function viewErasure(uow: UnitOfWork, caseId: string) {
  const facts = await caseFacts(uow, caseId);
  if (!facts) throw new NotFound();
  const row = await findCaseToErase(uow, caseId);
  const [wish] = row.erasures.filter(({ state }) => state !== 'declined');
  const resource = { type: 'Case', id: caseId, facts } as const;
  const names = await colleagueNames(
    uow,
    row.erasures.flatMap((each) => [each.requested_by, each.decided_by ?? each.requested_by]),
  );
  const nameOf = (id: string | null) => (id && names.get(id)) ?? null;
  const view = {
    id: row.id,
    code: row.code,
    today: isoDate(uow.now),
    backupDays: env().keyBackupDays,
    wish: wish
      ? {
          askedOn: isoDate(wish.asked_on),
          method: wish.method,
          by: nameOf(wish.requested_by),
          own: wish.requested_by === uow.actor.id,
          erasedOn: row.erased_on && isoDate(row.erased_on),
          decidedBy: nameOf(wish.decided_by),
          backupsUntil: wish.backups_until && isoDate(wish.backups_until),
        }
      : null,
    declined: row.erasures
      .filter(({ state }) => state === 'declined')
      .map((each) => ({ by: nameOf(each.decided_by), on: isoDate(each.decided_at ?? uow.now) })),
    recipients: await recipientsOfPackets(uow, caseId),
    mayRequest: !wish && uow.may('requestErasure', resource),
    mayDecide: uow.may('decideErasure', resource),
  };
  return done(view, { type: 'erasure.viewed', detail: { state: wish?.state ?? 'none' } });
}

export type ErasureView = Awaited<ReturnType<typeof viewErasure>>['view'];
