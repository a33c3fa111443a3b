import { randomUUID } from 'node:crypto';
import { acceptInvitation, type Joined } from '#app/features/invitations/accept-invitation.server.ts';
import { inviteMember } from '#app/features/invitations/invite-member.server.ts';
import { codeNameOf } from '#app/features/invitations/new-invitation.server.ts';
import { inviteFirst, newOrganisation } from '#app/features/invitations/new-organisation.server.ts';
import { actAs } from '#app/features/members/act-as.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { speak } from '#app/platform/crypto/spoken-code.ts';
import { locationOf, perform } from './world.ts';

export const NEW_PASSWORD = 'seven quiet pebbles on a windowsill';

export interface Invited {
  id: string;
  code: string;
  email: string;
}

/** A custodian invites somebody with these roles, now or at another moment. */
export async function invite(custodian: SignedIn, roles: string[], now = new Date()): Promise<Invited> {
  const email = `${randomUUID().slice(0, 8)}@invited.example`;
  const form = { name: 'Invited Person', email, roles, language: 'en' as const };
  const view = await perform(custodian, 'inviteMember', ownOrganisation, {}, (uow) => inviteMember(uow, form), now);
  return handed(custodian, view, email);
}

/** An operator makes an organisation and invites its first custodian. */
export async function inviteFirstCustodian(
  operator: SignedIn,
  kind: 'cso' | 'commission' = 'cso',
): Promise<Invited & { organisationId: string }> {
  const shortName = `new-${randomUUID().slice(0, 8)}`;
  const made = await perform(operator, 'createOrganisation', ownOrganisation, {}, (uow) =>
    newOrganisation(uow, {
      name: 'New Organisation',
      shortName,
      kind,
      capabilities: ['psychosocial', 'legal_aid', 'status_applications'],
    }),
  );
  const organisationId = /organisations\/([0-9a-f-]{36})/.exec(locationOf(made))?.[1] ?? '';
  return { ...(await inviteInto(operator, organisationId)), organisationId };
}

/** What an operator may invite to, whatever it is there: the first custodian, or one who brings shares. */
export async function inviteInto(operator: SignedIn, organisationId: string): Promise<Invited> {
  const email = `${randomUUID().slice(0, 8)}@first.example`;
  const form = { name: 'First Person', email, roles: [], language: 'en' as const };
  const view = await perform(operator, 'inviteWithoutKeys', ownOrganisation, {}, (uow) =>
    inviteFirst(uow, organisationId, form),
  );
  return handed(operator, view, email);
}

function handed(inviter: SignedIn, view: unknown, email: string): Invited {
  const id = /invitations\/([0-9a-f-]{36})/.exec(locationOf(view))?.[1] ?? '';
  const code = inviter.safe.get(codeNameOf(id));
  if (!code) throw new Error('The inviter was not given a code.');
  return { id, code: speak(code), email };
}

export function accept(
  code: string,
  more: { password?: string; firstShare?: string; secondShare?: string; now?: Date; address?: string } = {},
): Promise<Joined> {
  const { password = NEW_PASSWORD, now = new Date(), address = randomUUID(), ...shares } = more;
  return acceptInvitation({ code, password, again: password, ...shares }, address, now);
}

/** Accepts and unlocks: somebody who works here from now on. */
export async function joined(
  invited: Invited,
  more: { firstShare?: string; secondShare?: string } = {},
): Promise<SignedIn> {
  const answer = await accept(invited.code, more);
  if (answer.outcome !== 'joined') throw new Error(`The invitation was not accepted: ${JSON.stringify(answer)}`);
  return actAs(invited.email, NEW_PASSWORD);
}
