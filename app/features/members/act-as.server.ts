import { KeyRing, type SignedIn } from '#app/kernel/actor.server.ts';
import type { OrganisationKind, Role } from '#app/kernel/roles.ts';
import { unlockMember } from './unlock-member.server.ts';

/**
 * A member unlocked with her password, without a session: how the demonstration and the tests do what members do, through
 * the same waist. Throws when the password is wrong.
 */
export async function actAs(email: string, password: string): Promise<SignedIn> {
  const unlocked = await unlockMember(email, password);
  if (!unlocked) throw new Error(`${email} cannot be unlocked with this password.`);
  const { account, secrets } = unlocked;
  return {
    sessionId: '',
    keys: new KeyRing(account.organisation_id, secrets),
    actor: {
      id: account.id,
      organisationId: account.organisation_id,
      organisationKind: account.organisation.kind as OrganisationKind,
      organisationName: account.organisation.name,
      capabilities: account.organisation.capabilities,
      roles: account.roles as Role[],
      displayName: account.display_name,
      language: account.language,
    },
  };
}
