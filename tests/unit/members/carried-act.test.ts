import { expect, it } from 'vitest';
import { carriedAct } from '#app/features/members/carried-act.ts';

const id = '00000000-0000-4000-8000-000000000000';

it.each([
  [`/cases/${id}/copy`, 'copy'],
  [`/cases/${id}/erasure?done=1`, 'erasure'],
  ['/keys/alarms', 'alarms'],
  ['/keys/recovery', 'recoveryKey'],
  ['/keys/recovery/sheets', 'recoveryKey'],
  ['/keys/renew', 'renewKeys'],
  [`/organisations/${id}/invite`, 'inviteOutside'],
  [`/organisations/invitations/${id}`, 'inviteOutside'],
  ['/organisations/new', 'newOrganisation'],
  [`/people/${id}/leave`, 'leave'],
  [`/people/${id}/renew`, 'renewMember'],
  [`/people/${id}/roles`, 'roles'],
  ['/people/invite', 'invite'],
  ['/account/password', 'account'],
])('%s is named', (path, act) => {
  expect(carriedAct(path)).toBe(act);
});

it('has no name for other addresses, and looks at the path alone', () => {
  for (const to of [`/cases/${id}/sessions`, 'https://elsewhere.example/keys/renew', '/?to=/keys/renew', '/keys/recoveries'])
    expect(carriedAct(to)).toBeNull();
});
