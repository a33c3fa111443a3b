import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { STEP_UP_MINUTES } from '#app/kernel/step-up.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isCode, type Code } from '#app/platform/codes.ts';
import { findAsked } from './copy-repo.server.ts';
import type { CopyWish } from './copy.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** the worker says how the person asked, and that she made sure it is her */
    'copy.asked': { asked: string; language: string };
  }
}

/** Writes down how she asked. The record is the log's; for some minutes it lets this member fetch the copy. */
export async function askForCopy(_: UnitOfWork, caseId: string, { asked, language }: CopyWish) {
  return done(redirectTo(`/cases/${caseId}/copy?language=${language}`), {
    type: 'copy.asked',
    purpose: asked,
    detail: { asked, language },
  });
}

/** How she asked, when this member wrote it down within the time that a confirmation counts. */
export async function askedLately(uow: UnitOfWork, caseId: string): Promise<Code<'copyAsked'> | null> {
  const since = new Date(uow.now.getTime() - STEP_UP_MINUTES * 60_000);
  const asked = await findAsked(uow, caseId, since);
  return isCode('copyAsked', asked) ? asked : null;
}
