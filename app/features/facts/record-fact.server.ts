import { randomUUID } from 'node:crypto';
import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import { readDemographics } from '#app/features/cases/read-demographics.server.ts';
import type { Indicator } from '#app/features/releases/engine/categories.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { parseLink, servedIndicator, type LinkedFact } from './fact-link.ts';
import { capabilityOf } from './fact-capability.ts';
import { profileOf } from './fact-profile.ts';
import { openQuarterFor } from './fact-quarter.ts';
import { closedPeriods, insertFacts, lockLink, saveLink } from './fact-repo.server.ts';
import { personKeyOf } from './person-key.server.ts';

/**
 * Something countable. Being served (new or continuing) follows from it and is not named by the caller; of a `contact` nothing
 * else does.
 */
export interface Occurrence {
  indicator: Exclude<Indicator, 'persons_served_new' | 'persons_served_continuing'> | 'contact';
  /** a day, `2026-11-23`; a late one is counted in the next open quarter */
  occurredOn: string;
  serviceGroup?: Code<'serviceGroup'>;
}

export interface RecordedFacts {
  consentId: string;
  ids: string[];
}

/**
 * Counts something, when the survivor's consent to anonymised statistics is active now; otherwise nothing is written and
 * the answer is null. Facts already written stay when she withdraws. The way back is sealed in the case.
 */
export function recordFact(uow: UnitOfWork, caseId: string, occurrence: Occurrence): Promise<RecordedFacts | null> {
  return write(uow, caseId, [occurrence], 'case');
}

/** As `recordFact` for a record that keeps the ids of its facts sealed itself, such as a session. */
export function recordFactsFor(
  uow: UnitOfWork,
  caseId: string,
  occurrences: readonly Occurrence[],
): Promise<RecordedFacts | null> {
  return write(uow, caseId, occurrences, 'record');
}

/** A decision is the commission's; the rest is something that the organisation did for the person. */
const NOT_A_SERVICE: readonly string[] = ['decisions_recognised', 'decisions_rejected'];

async function write(
  uow: UnitOfWork,
  caseId: string,
  occurrences: readonly Occurrence[],
  linkedIn: 'case' | 'record',
): Promise<RecordedFacts | null> {
  const consent = await activeConsent(uow, caseId, 'anonymised_statistics', uow.now);
  if (!consent || occurrences.length === 0) return null;
  const { row, link: stored } = await lockLink(uow, caseId);
  const link = parseLink(uow.reveal(stored, 'statistics'));
  const known = await readDemographics(uow, caseId);
  const closed = await closedPeriods(uow);
  const person_key = await personKeyOf(caseId);
  const toLink: LinkedFact[] = [];
  const facts = occurrences.flatMap((occurrence) => {
    const quarter = openQuarterFor(occurrence.occurredOn, closed);
    const common = {
      ...profileOf(known, occurrence.occurredOn),
      quarter,
      person_key,
      service_group: occurrence.serviceGroup ?? 'other',
      capability: capabilityOf(uow.actor.capabilities, occurrence),
    };
    const fact = { id: randomUUID(), indicator: occurrence.indicator as string, ...common };
    const itself = occurrence.indicator === 'contact' ? [] : [fact];
    if (linkedIn === 'case') toLink.push(...itself.map(({ id, indicator }) => ({ id, indicator, quarter })));
    const served = NOT_A_SERVICE.includes(fact.indicator)
      ? null
      : servedIndicator({ facts: [...link.facts, ...toLink] }, quarter);
    if (!served) return itself;
    const person = { ...common, id: randomUUID(), indicator: served as string };
    toLink.push({ id: person.id, indicator: served, quarter });
    return [...itself, person];
  });
  await insertFacts(uow, facts);
  if (toLink.length > 0) await saveLink(uow, row, JSON.stringify({ facts: [...link.facts, ...toLink] }));
  return { consentId: consent.id, ids: facts.map(({ id }) => id) };
}
