import { assignCase } from '#app/features/cases/change-team.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { codeLists } from '#app/platform/codes.ts';
import { recordConsent } from '#app/features/consents/record-consent.server.ts';
import { PURPOSES, rowOf, type ConsentAnswer, type ConsentPurpose } from '#app/features/consents/consent.schema.ts';
import type { ActionFor } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Done, Redirect } from '#app/kernel/audit-events.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { locationOf } from './world.ts';

/** Does one thing about a case as one member. */
export function onCase<View>(
  member: SignedIn,
  action: ActionFor<'Case'>,
  caseId: string,
  handler: (uow: UnitOfWork) => Promise<Done<View>>,
  now = new Date(),
): Promise<View | Redirect> {
  return withUnitOfWork(member, { action, resource: (uow) => caseResource.load(uow, { caseId }), now }, handler);
}

/** A new case of `opener`, with these colleagues assigned by the supervisor. Answers its id. */
export async function aCase(
  opener: SignedIn,
  supervisor: SignedIn,
  colleagues: readonly SignedIn[] = [],
): Promise<string> {
  const work = {
    action: 'openCase',
    resource: (uow: UnitOfWork) => ownOrganisation.load(uow, {}),
    now: new Date(),
  } as const;
  const opened = await withUnitOfWork(opener, work, (uow) => openCase(uow, { channel: codeLists.contactChannel[0] }));
  const caseId = locationOf(opened).split('/')[2]?.split('?')[0] ?? '';
  for (const { actor } of colleagues)
    await onCase(supervisor, 'assignCase', caseId, (uow) => assignCase(uow, caseId, actor.id));
  return caseId;
}

/** A yes to everything that the purpose needs. */
export function answer(purpose: ConsentPurpose, changes: Partial<ConsentAnswer> = {}): ConsentAnswer {
  const said = {
    decision: 'given',
    method: 'oral',
    language: 'sq',
    interpreterUsed: false,
    lessAgreed: false,
    givenOn: '2026-01-15',
  } as const;
  const named = PURPOSES[purpose].recipient === 'outside' ? { note: 'fictional person' } : {};
  return { ...said, ...named, categories: [...PURPOSES[purpose].categories], ...changes };
}

/** Records an answer as a member and gives the consent's id. */
export async function consentTo(
  member: SignedIn,
  caseId: string,
  purpose: ConsentPurpose,
  changes: Partial<ConsentAnswer> = {},
  now?: Date,
) {
  let id = '';
  await onCase(member, 'recordConsent', caseId, async (uow) => {
    const outcome = await recordConsent(uow, caseId, rowOf(purpose), answer(purpose, changes));
    id = outcome.event.consentId ?? '';
    return outcome;
  }, now);
  return id;
}

/** The facts of an organisation, as only the building of a release can read them. */
export function factsOf(organisationId: string) {
  return clientFor('release').fact.findMany({
    where: { organisation_id: organisationId },
    orderBy: { indicator: 'asc' },
  });
}
