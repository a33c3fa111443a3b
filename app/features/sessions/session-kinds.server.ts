import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import type { ActionName } from '#app/kernel/actions.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { SUPPORT_KINDS, type SupportKind } from './session.schema.ts';

const READ_ACTIONS = {
  psychosocial: 'readPsychosocial',
  legal: 'readLegal',
  casework: 'readCasework',
} as const satisfies Record<SupportKind, ActionName>;

const RECORD_ACTIONS = {
  psychosocial: 'recordPsychosocial',
  legal: 'recordLegal',
  casework: 'recordCasework',
} as const satisfies Record<SupportKind, ActionName>;

/** The kinds of support that the actor may read, and those that she may record, in this case. */
export async function sessionKinds(
  uow: UnitOfWork,
  caseId: string,
): Promise<{ read: SupportKind[]; record: SupportKind[] }> {
  const facts = await caseFacts(uow, caseId);
  if (!facts) return { read: [], record: [] };
  const resource = { type: 'Case', id: caseId, facts } as const;
  return {
    read: SUPPORT_KINDS.filter((kind) => uow.may(READ_ACTIONS[kind], resource)),
    record: SUPPORT_KINDS.filter((kind) => uow.may(RECORD_ACTIONS[kind], resource)),
  };
}
