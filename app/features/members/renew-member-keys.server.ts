import type { KeyModule } from '#app/platform/keys/key-module-types.ts';
import { sealMemberSeed } from '#app/platform/keys/member-keys.server.ts';
import { replaceMemberKeys } from './member-repo.server.ts';
import type { Account } from './unlock-member.server.ts';

/**
 * Seals a member's seed anew when the pepper was rotated since: at her next sign-in, which is when her password is known.
 * One statement replaces the record that was opened, and only that one, so that a crash leaves the old or the new and of
 * two sign-ins at once, or a new password set meanwhile, one wins. Every one of them opens.
 */
export async function renewMemberKeys(
  module: KeyModule,
  account: Account,
  password: string,
  seed: Uint8Array,
): Promise<void> {
  const { current } = await module.versions('pepper');
  if (account.pepper_version >= current) return;
  const member = { memberId: account.id, organisationId: account.organisation_id, password };
  await replaceMemberKeys(account, await sealMemberSeed(module, member, seed));
}
