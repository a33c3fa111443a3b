import { randomUUID } from 'node:crypto';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { DirectoryError, signEntry } from '#app/platform/keys/directory.server.ts';
import { factorKeyOf } from '#app/platform/keys/factor-secrets.server.ts';
import { createMemberKeys } from '#app/platform/keys/member-keys.server.ts';
import { createRecoveryCode } from '#app/platform/keys/recovery-code.server.ts';
import { grantVault } from '#app/platform/keys/vault.server.ts';
import { isCommonPassword } from '#app/features/members/common-passwords.server.ts';
import { passwordProblem } from '#app/features/members/password-rules.ts';
import { PENDING_CODE, pendingOf } from '#app/features/members/recovery-code.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { draftKeyOf } from '#app/features/members/unlock-member.server.ts';
import { recordAtTheDoor, type AuditRecord } from '#app/kernel/audit.server.ts';
import { beginSession, SECRET } from '#app/kernel/sessions.server.ts';
import type { AcceptForm } from './invitation.schema.ts';
import { everybodyToTell, join, type FoundInvitation } from './joining-repo.server.ts';
import { lookUp, refusal, viewOf, type InvitationView, type ValidInvitation } from './open-invitation.server.ts';
import { vaultsToJoin, type VaultsToJoin, type VaultToJoin } from './vaults-to-join.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'invitation.accepted': { kind: string; roles: readonly string[]; vaults: number };
  }
}

/** `invalid`: errors by the form's field, and what the page shows beside it. */
export type Joined =
  | { outcome: 'joined'; cookie: string; to: string }
  | { outcome: 'invalid'; fields: Record<string, string[]>; invitation: InvitationView }
  | { outcome: 'not_valid' | 'too_many' };

/** Within which a second press of the button is taken for one. */
const SECOND_PRESS_MS = 120_000;

/**
 * Accepts an invitation: a key pair and a recovery code are made, the vaults of the signed roles are sealed to it, the link
 * is spent, and she is signed in. Nobody but she has ever known her password or her key.
 */
export async function acceptInvitation(
  form: AcceptForm,
  address: string,
  now: Date,
  device = 'other/other',
): Promise<Joined> {
  const looked = await lookUp(form.code, address, now);
  if (looked.outcome === 'too_many') return looked;
  if (looked.outcome === 'not_valid') return secondPress(looked.used, form.password, address, now);
  const { invitation } = looked;
  const invalid = async (fields: Record<string, string[]>): Promise<Joined> => ({
    ...{ outcome: 'invalid', fields, invitation: await viewOf(invitation) },
  });
  const { email, display_name, organisation } = invitation.row;
  const about = [email, display_name, organisation.name];
  const weak = passwordProblem(form.password, { secondFactor: false, about, isCommon: isCommonPassword });
  if (weak) return invalid({ password: [weak] });
  if (form.password.normalize('NFKC') !== form.again.normalize('NFKC')) return invalid({ again: ['passwords_differ'] });
  const vaults = await openOrRefuse(invitation, form, now);
  if ('fields' in vaults) return invalid(vaults.fields);
  if ('outcome' in vaults) return { outcome: 'not_valid' };
  const made = await makeAccount(invitation, form.password, vaults.vaults, device, now);
  if (made.outcome === 'email_taken') return invalid({ '': ['account_exists'] });
  if (made.outcome === 'too_late') return secondPress(invitation.row, form.password, address, now);
  return { outcome: 'joined', cookie: await made.begin(), to: '/account/recovery-code' };
}

/** A grant or a vault that was changed in the database since it was sealed or signed makes the link worthless, and is recorded. */
async function openOrRefuse(invitation: ValidInvitation, form: AcceptForm, now: Date): Promise<VaultsToJoin> {
  try {
    return await vaultsToJoin(invitation, form, now);
  } catch (error) {
    if (!(error instanceof DecryptionError || error instanceof DirectoryError)) throw error;
    await recordAtTheDoor(refusal(invitation.row, 'changed', now));
    return { outcome: 'not_valid' };
  }
}

/** She pressed twice, or went back: her password, a moment after the link was used, signs her in. Otherwise the link is dead. */
async function secondPress(row: FoundInvitation | null, password: string, address: string, now: Date): Promise<Joined> {
  if (!row || (row.accepted_at && now.getTime() - row.accepted_at.getTime() > SECOND_PRESS_MS))
    return { outcome: 'not_valid' };
  const signed = await signIn(row.email, password, address);
  if (signed.outcome !== 'signed_in') return { outcome: 'not_valid' };
  return { outcome: 'joined', cookie: signed.cookie, to: signed.next ?? '/' };
}

async function makeAccount(
  { row, replaced }: ValidInvitation,
  password: string,
  vaults: VaultToJoin[],
  device: string,
  now: Date,
) {
  const module = await keyModule();
  const id = { memberId: row.member_id, organisationId: row.organisation_id };
  const { record: keys, seed } = await createMemberKeys(module, { ...id, password });
  const publicKey = keys.kem_public_key;
  const entry = await signEntry(module, {
    kind: 'member',
    ...id,
    kemPublicKey: publicKey,
    roles: row.roles,
    status: 'active',
    factors: [],
  });
  const recovery = await createRecoveryCode(module, { ...id, publicKey }, seed);
  const grants = [];
  for (const { id: vault, seed: vaultSeed } of vaults) {
    const sealed = await grantVault(vault, vaultSeed, { memberId: row.member_id, publicKey });
    grants.push({
      compartment: vault.compartment,
      epoch: vault.epoch,
      sealed,
      grantedBy: row.invited_by ?? row.member_id,
    });
  }
  const outcome = await join({
    ...{ invitation: row, keys, entry, replaced, grants, now },
    vaults: vaults.flatMap(({ made }) => (made ? [made] : [])),
    recovery: recovery.record,
    notices: await noticesOf(row),
    event: acceptedEvent(row, vaults.length, now),
  });
  const secrets = new Map<string, Uint8Array>(
    vaults.map(({ id: vault, seed: one }) => [`${vault.compartment}#${vault.epoch}`, one]),
  );
  secrets.set(SECRET.draft, draftKeyOf(row.member_id, seed));
  secrets.set(SECRET.factors, factorKeyOf(seed, row.member_id));
  secrets.set(PENDING_CODE, pendingOf(recovery.code));
  const begin = () =>
    beginSession({ member: { id: row.member_id, organisation_id: row.organisation_id }, secrets, device, now });
  return { outcome, begin };
}

/** A custodian of the organisation hears of everybody who joins; of a recovery everybody there hears, and the host's operators. */
async function noticesOf(row: FoundInvitation) {
  const people = await everybodyToTell(row.organisation_id);
  const kind =
    { first: 'member_joined', member: 'member_joined', renewal: 'member_renewed', recovery: 'organisation_recovered' }[
      row.kind
    ] ?? '';
  const heard = people.filter(({ organisation_id, roles }) => {
    if (organisation_id !== row.organisation_id) return row.kind === 'recovery' && roles.includes('operator');
    return row.kind === 'recovery' || roles.includes('custodian') || roles.includes('operator');
  });
  return heard
    .filter(({ id }) => id !== row.member_id)
    .map(({ id, organisation_id }) => ({ id: randomUUID(), memberId: id, organisationId: organisation_id, kind }));
}

function acceptedEvent(row: FoundInvitation, vaults: number, at: Date): AuditRecord {
  const organisationId = row.organisation_id;
  return {
    ...{
      at,
      type: 'invitation.accepted',
      action: 'join',
      outcome: 'done',
      detail: { kind: row.kind, roles: row.roles, vaults },
    },
    ...{ actorId: row.member_id, actorOrganisationId: organisationId, organisationId },
    ...{ resourceKind: 'Invitation', resourceId: row.id, caseId: null, consentId: null, purpose: null },
  };
}
