import type { Occurrence } from '#app/features/facts/record-fact.server.ts';
import { SERVICE_GROUPS, type SessionForm, type SupportKind } from './session.schema.ts';

const ALSO: Readonly<Record<string, Occurrence['indicator']>> = {
  legal_information: 'legal_consultations',
  legal_counselling: 'legal_consultations',
  psychiatric_referral: 'referrals',
  free_legal_aid_referral: 'referrals',
  accompaniment: 'accompaniments',
};

/** Somebody spoke with her; that she is a person served follows, and no service of its own (docs/decisions/084). */
const CONTACTS: readonly string[] = ['conversation'];

/** What a session counts as: a service of its group, and for some services something more; a plain contact as that alone. */
export function occurrencesOf(
  kind: SupportKind,
  { service, heldOn }: Pick<SessionForm, 'service' | 'heldOn'>,
): Occurrence[] {
  const serviceGroup = SERVICE_GROUPS[kind];
  if (CONTACTS.includes(service)) return [{ indicator: 'contact', occurredOn: heldOn, serviceGroup }];
  const also = ALSO[service];
  const counted: Occurrence[] = [{ indicator: 'services', occurredOn: heldOn, serviceGroup }];
  return also ? [...counted, { indicator: also, occurredOn: heldOn, serviceGroup }] : counted;
}
