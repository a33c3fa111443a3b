import { randomBytes, randomUUID } from 'node:crypto';
import { systemClock } from '#app/platform/clock.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { understand } from '#app/platform/crypto/spoken-code.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { DirectoryError, memberEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { sealMemberSeed } from '#app/platform/keys/member-keys.server.ts';
import {
  openByRecoveryCode,
  RECOVERY_CODE_BYTES,
  spendRecoveryTime,
  type RecoveryRecord,
} from '#app/platform/keys/recovery-code.server.ts';
import { recordAtTheDoor, type AuditRecord } from '#app/kernel/audit.server.ts';
import { forgetAttempts, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { isGuessable } from './password-rules.ts';
import { findAccount } from './member-repo.server.ts';
import { custodiansOf, findRecovery, useRecoveryCode } from './recovery-code-repo.server.ts';
import type { Account } from './unlock-member.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.recovered': Record<string, never>;
    'member.recovery_failed': Record<string, never>;
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * A new password by recovery code. An unknown account, one without a code and a wrong code get the same answer after the
 * same work. The key pair stays, so nothing that was granted is lost; every session ends; the code is spent and is replaced
 * at the next sign-in; the member and her custodians are told. `damaged` = the code is right, and what it should open was
 * changed in the database: nothing is believed of it. `hers` = the code is right, and not spent: the password is her name or the like. A second factor is still asked for when she signs in.
 */
export async function recover(
  given: { email: string; code: string; password: string },
  address: string,
): Promise<'recovered' | 'wrong' | 'hers' | 'damaged' | 'too_many'> {
  const now = systemClock.now();
  const email = given.email.trim().toLowerCase();
  const counted = await takeAttempt({ recovery: email, recoveryAddress: address });
  if (!counted) {
    // Once in a quarter of an hour, as with passwords: an attacker fills no log.
    if (await takeAttempt({ refusal: `recover/${email}` }))
      await recordAtTheDoor(eventOf(null, 'member.recovery_failed', now));
    return 'too_many';
  }
  const outcome = await attempt(email, understand(given.code, RECOVERY_CODE_BYTES), given.password, now);
  if (outcome === 'hers') {
    await counted.giveBack();
    return outcome;
  }
  if (outcome === 'recovered') await forgetAttempts('recovery', email);
  else await recordAtTheDoor(eventOf(null, 'member.recovery_failed', now));
  return outcome;
}

async function attempt(email: string, code: Uint8Array | null, password: string, now: Date) {
  try {
    const found = await open(email, code);
    if (found && isGuessable(password, aboutOf(found.account))) {
      found.seed.fill(0);
      return 'hers' as const;
    }
    const saved = found && (await setPassword(found, password, now).finally(() => found.seed.fill(0)));
    return saved ? 'recovered' : 'wrong';
  } catch (error) {
    if (error instanceof DecryptionError || error instanceof DirectoryError) return 'damaged';
    throw error;
  }
}

function aboutOf({ email, display_name, organisation }: Account): string[] {
  return [email, display_name, organisation.name];
}

interface Opened {
  account: Account;
  record: RecoveryRecord;
  seed: Buffer;
}

async function open(email: string, code: Uint8Array | null): Promise<Opened | null> {
  const module = await keyModule();
  const account = await findAccount(email);
  const row = await findRecovery(account?.id ?? NOBODY);
  const record = row?.code_verifier && account?.status === 'active' ? (row as RecoveryRecord) : null;
  const tried = code ?? randomBytes(RECOVERY_CODE_BYTES);
  if (!account || !record) {
    await spendRecoveryTime(module, tried);
    return null;
  }
  const holder = { memberId: account.id, organisationId: account.organisation_id, publicKey: account.kem_public_key };
  const seed = await openByRecoveryCode(module, holder, tried, record);
  return seed && { account, record, seed };
}

async function setPassword({ account, record, seed }: Opened, password: string, now: Date): Promise<boolean> {
  const module = await keyModule();
  const id = { memberId: account.id, organisationId: account.organisation_id };
  await verifyEntry(module, memberEntry(account), account.entry_version, account.entry_signature);
  const told = new Set([account.id, ...(await custodiansOf(account.organisation_id))]);
  return useRecoveryCode({
    ...id,
    verifier: record.code_verifier,
    record: await sealMemberSeed(module, { ...id, password }, seed),
    notices: [...told].map((memberId) => ({ id: randomUUID(), memberId })),
    event: eventOf(account, 'member.recovered', now),
    now,
  });
}

function eventOf(member: Account | null, type: string, at: Date): AuditRecord {
  const organisationId = member?.organisation_id ?? null;
  return {
    ...{ at, type, action: 'recover', outcome: member ? 'done' : 'denied', detail: {} },
    ...{ actorId: member?.id ?? null, actorOrganisationId: organisationId, organisationId },
    ...{ resourceKind: 'Member', resourceId: member?.id ?? null, caseId: null, consentId: null, purpose: null },
  };
}
