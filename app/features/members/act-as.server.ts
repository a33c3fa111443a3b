import { systemClock } from '#app/platform/clock.ts';
import { KeyRing, type SessionSafe, type SignedIn } from '#app/kernel/actor.server.ts';
import type { OrganisationKind, Role } from '#app/kernel/roles.ts';
import { unlockMember, type Account } from './unlock-member.server.ts';

/**
 * A member unlocked with her password, without a session: how the demonstration and the tests do what members do, through
 * the same waist. Throws when the password is wrong.
 */
export async function actAs(email: string, password: string): Promise<SignedIn> {
  const unlocked = await unlockMember(email, password);
  if (!unlocked) throw new Error(`${email} cannot be unlocked with this password.`);
  unlocked.seed.fill(0);
  return actWith(unlocked.account, unlocked.secrets);
}

/** As `actAs` for who is unlocked already. */
export function actWith(account: ActingAccount, secrets: ReadonlyMap<string, Uint8Array>): SignedIn {
  return {
    sessionId: '',
    signedInAt: null,
    email: account.email,
    secondFactor: account.factor_ids.length > 0,
    steppedUpAt: systemClock.now(),
    safe: new PassingSafe(),
    recoveryConfirmed: true,
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

type ActingAccount = Pick<
  Account,
  'id' | 'organisation_id' | 'email' | 'roles' | 'display_name' | 'language' | 'factor_ids'
> & { organisation: Pick<Account['organisation'], 'kind' | 'name' | 'capabilities'> };

/** Without a session nothing outlives the process. */
class PassingSafe implements SessionSafe {
  readonly #values = new Map<string, Buffer>();

  get(name: string): Buffer | undefined {
    return this.#values.get(name);
  }

  async put(name: string, value: Uint8Array): Promise<void> {
    this.#values.set(name, Buffer.from(value));
  }

  async remove(name: string): Promise<void> {
    this.#values.delete(name);
  }
}
