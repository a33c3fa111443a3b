/** What a form that waited for a confirmation is about, by the address that it goes to. */
export type CarriedAct =
  | 'copy'
  | 'erasure'
  | 'alarms'
  | 'recoveryKey'
  | 'renewKeys'
  | 'inviteOutside'
  | 'newOrganisation'
  | 'leave'
  | 'renewMember'
  | 'roles'
  | 'invite'
  | 'account';

const ID = '[0-9a-f-]{36}';

const BY_PATH: readonly (readonly [RegExp, CarriedAct])[] = [
  [RegExp(`^/cases/${ID}/copy$`), 'copy'],
  [RegExp(`^/cases/${ID}/erasure$`), 'erasure'],
  [/^\/keys\/alarms$/, 'alarms'],
  [/^\/keys\/recovery(\/|$)/, 'recoveryKey'],
  [/^\/keys\/renew$/, 'renewKeys'],
  [RegExp(`^/organisations/(${ID}/invite|invitations/${ID})$`), 'inviteOutside'],
  [/^\/organisations\/new$/, 'newOrganisation'],
  [RegExp(`^/people/${ID}/leave$`), 'leave'],
  [RegExp(`^/people/${ID}/renew$`), 'renewMember'],
  [RegExp(`^/people/${ID}/roles$`), 'roles'],
  [RegExp(`^/people/(invite|invitations/${ID})$`), 'invite'],
  [/^\/account\//, 'account'],
];

/** Null for an address that nothing with a confirmation of its own is behind. */
export function carriedAct(to: string): CarriedAct | null {
  const path = to.replace(/[?#].*$/s, '');
  return BY_PATH.find(([shape]) => shape.test(path))?.[1] ?? null;
}
