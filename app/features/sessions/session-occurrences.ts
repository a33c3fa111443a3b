import type { Occurrence } from '#app/features/facts/record-fact.server.ts';
import { SERVICE_GROUPS, type SessionForm, type SupportKind } from './session.schema.ts';

const ALSO: Readonly<Record<string, Occurrence['indicator']>> = {
  legal_information: 'legal_consultations',
  legal_counselling: 'legal_consultations',
  psychiatric_referral: 'referrals',
  free_legal_aid_referral: 'referrals',
  accompaniment: 'accompaniments',
};

/** What a session counts as: always a service of its group, and for some services something more. */
export function occurrencesOf(
  kind: SupportKind,
  { service, heldOn }: Pick<SessionForm, 'service' | 'heldOn'>,
): Occurrence[] {
  const serviceGroup = SERVICE_GROUPS[kind];
  const also = ALSO[service];
  const counted: Occurrence[] = [{ indicator: 'services', occurredOn: heldOn, serviceGroup }];
  return also ? [...counted, { indicator: also, occurredOn: heldOn, serviceGroup }] : counted;
}
