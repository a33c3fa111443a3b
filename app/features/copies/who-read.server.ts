import { eventName } from '#app/features/audit/event-names.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { codeKey, isCode } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import type { Labelled } from './copy-content.ts';
import { saidToHer } from './said-to-her.server.ts';
import { listCaseEvents, organisationsById, rolesOfColleagues, type CaseEvent } from './copy-repo.server.ts';

/** The same act by people in the same role on one day. */
export interface Reading {
  /** moments; null where they would tell what kind of work it was */
  from: string | null;
  until: string | null;
  times: number;
  who: Labelled;
  act: Labelled;
  why: Labelled | null;
  refused: boolean;
}

export interface ReadingDay {
  day: string;
  readings: Reading[];
}

/** Acts that would tell of a part that the reader of this list may not know of. */
const TELLS = {
  psychosocial: /^(session|sessions|group_session)\./,
  legal: /^(statement|application|evidence|letter)\./,
};
/** What such an act is merged with, so that it cannot be told from a look at the case. */
const PLAIN_ACT = /^case\.viewed$/;

export type Knows = Readonly<Record<keyof typeof TELLS, boolean>>;

/**
 * Who looked into the case or wrote in it, when, and for what, day by day, the newest first. Nobody by name: a role in this
 * organisation, the commission as a whole, or another organisation. `knows`: of which parts the maker of the list may know; who
 * works in another part is a colleague without a role and without hours, or her hours would tell of that part.
 */
export async function whoRead(
  uow: UnitOfWork,
  caseId: string,
  language: Language,
  knows: Knows,
): Promise<ReadingDay[]> {
  const events = await listCaseEvents(uow, caseId);
  const nameOf = await namesOf(uow, events, language, knows);
  const { actOf, whyOf } = wordsIn(language, knows);
  const days = new Map<string, Map<string, Reading>>();
  for (const event of events) {
    const who = nameOf(event);
    const plain = who.code === 'colleague';
    const [act, why] = [actOf(event, plain), plain ? null : whyOf(event)];
    const refused = event.outcome !== 'done';
    const at = plain ? null : event.at.toISOString();
    const day = isoDate(event.at);
    const readings = days.get(day) ?? new Map<string, Reading>();
    days.set(day, readings);
    const key = [who.code, act.code, why?.code, refused].join('/');
    const same = readings.get(key);
    if (same) Object.assign(same, { from: at, times: same.times + 1 });
    else readings.set(key, { from: at, until: at, times: 1, who, act, why, refused });
  }
  return [...days]
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .map(([day, readings]) => ({ day, readings: [...readings.values()] }));
}

/** Whether a role may stand in a list made by somebody who knows of these parts: a counsellor on a case means counselling. */
export function mayName(role: string, knows: Knows): boolean {
  return (role !== 'counsellor' || knows.psychosocial) && (role !== 'legal_officer' || knows.legal);
}

function wordsIn(language: Language, knows: Knows) {
  const t = translator(language, 'copies');
  const names = translator(language, 'audit');
  const hers = saidToHer(language);
  const codes = translator(language, 'codes');
  const known: Readonly<Record<string, string>> = {
    review: t('why.review'),
    print: t('why.print'),
    packet: t('why.packet'),
    erasure: t('why.erasure'),
    supervision: t('why.supervision'),
  };
  const hidden = [
    PLAIN_ACT,
    ...(['psychosocial', 'legal'] as const).filter((part) => !knows[part]).map((part) => TELLS[part]),
  ];
  const isHidden = ({ type }: CaseEvent) => hidden.some((acts) => acts.test(type));
  return {
    actOf: (event: CaseEvent, plain: boolean): Labelled => {
      if (plain || isHidden(event)) return { code: 'file', label: t('act.file') };
      const { type } = event;
      return { code: type, label: hers[`event.${type}`] ?? eventName(names as never, type) };
    },
    whyOf: (event: CaseEvent): Labelled | null => {
      const { purpose } = event;
      if (!purpose || isHidden(event)) return null;
      if (isCode('consentPurpose', purpose)) return { code: purpose, label: codes(codeKey('consentPurpose', purpose)) };
      if (isCode('copyAsked', purpose)) return { code: purpose, label: codes(codeKey('copyAsked', purpose)) };
      return known[purpose] ? { code: purpose, label: known[purpose] } : null;
    },
  };
}

async function namesOf(uow: UnitOfWork, events: readonly CaseEvent[], language: Language, knows: Knows) {
  const t = translator(language, 'copies');
  const codes = translator(language, 'codes');
  const own = uow.actor.organisationId;
  const idsOf = (ids: (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const roles = await rolesOfColleagues(uow, idsOf(events.map(({ actor_id }) => actor_id)));
  const organisations = await organisationsById(uow, idsOf(events.map((event) => event.actor_organisation_id)));
  return ({ actor_id, actor_organisation_id }: CaseEvent): Labelled => {
    if (!actor_id || !actor_organisation_id) return { code: 'system', label: t('who.system') };
    if (actor_organisation_id !== own) {
      const other = organisations.get(actor_organisation_id);
      if (other?.kind === 'commission') return { code: 'commission', label: t('who.commission') };
      return { code: 'organisation', label: other?.name ?? t('who.other') };
    }
    const held = (roles.get(actor_id) ?? []).filter((role) => isCode('role', role));
    if (held.length === 0) return { code: 'former', label: t('who.former') };
    if (held.some((role) => !mayName(role, knows))) return { code: 'colleague', label: t('who.colleague') };
    return { code: held.join('+'), label: held.map((role) => codes(codeKey('role', role))).join(', ') };
  };
}
