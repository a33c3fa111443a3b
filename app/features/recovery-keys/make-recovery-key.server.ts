import { randomInt, randomUUID } from 'node:crypto';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid, NotFound } from '#app/kernel/errors.ts';
import { COMPARTMENTS } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { groupsOf, sameGroup, speak } from '#app/platform/crypto/spoken-code.ts';
import { createRecoveryKey, SHARE_BYTES, SHARES } from '#app/platform/keys/recovery-shares.server.ts';
import { requireNewest } from '#app/features/vaults/holds-newest.server.ts';
import { notifyRoles } from '#app/features/notices/notify.server.ts';
import { grantTo, signKey } from './grants-for-recovery.server.ts';
import { confirmKey, findKeys, insertKey, retireKeys, type RecoveryKeyRow } from './recovery-key-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'recovery_key.made': { vaults: number };
    'recovery_key.sheets_shown': Record<string, never>;
    'recovery_key.confirmed': { replaced: number };
  }
}

/** Where the session keeps the sheets until two of them were proved to be on paper: id ‖ shares ‖ two (sheet, group) pairs. */
const SHEETS = 'recovery-sheets';
const ID_BYTES = 16;
const PLACES_AT = ID_BYTES + SHARES * SHARE_BYTES;

/** A new recovery key: every vault is sealed to it, its secret is split, and neither is stored. It counts once it is confirmed. */
export async function makeRecoveryKey(uow: UnitOfWork) {
  const { organisationId, organisationKind } = uow.actor;
  const held = new Set(uow.vaults.map(({ id }) => id.compartment));
  if (COMPARTMENTS[organisationKind].some((compartment) => !held.has(compartment))) throw new Conflict();
  await requireNewest(uow, COMPARTMENTS[organisationKind]);
  const unfinished = (await findKeys(uow)).filter(({ confirmed_at }) => !confirmed_at);
  await retireKeys(
    uow,
    unfinished.map(({ id }) => id),
  );
  const made = await createRecoveryKey();
  const row = {
    id: randomUUID(),
    organisation_id: organisationId,
    public_key: made.publicKey,
    created_by: uow.actor.id,
    created_at: uow.now,
  };
  const signed = { ...row, ...(await signKey(row)) };
  await insertKey(uow, signed);
  await grantTo(
    uow,
    { ...signed, confirmed_at: null, drilled_at: null, retired_at: null } satisfies RecoveryKeyRow,
    uow.vaults,
  );
  await uow.safe.put(SHEETS, sheetsFor(row.id, made.shares));
  made.seed.fill(0);
  return done(redirectTo('/keys/recovery/sheets'), {
    ...{ type: 'recovery_key.made', detail: { vaults: uow.vaults.length } },
    resource: { kind: 'RecoveryKey', id: row.id },
  });
}

function sheetsFor(id: string, shares: readonly Uint8Array[]): Buffer {
  const left = randomInt(SHARES);
  const asked = [0, 1, 2].filter((sheet) => sheet !== left);
  const groups = groupsOf(speak(shares[0]!)).length;
  const places = asked.flatMap((sheet) => [sheet, randomInt(groups)]);
  return Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), ...shares, Uint8Array.from(places)]);
}

interface Sheets {
  keyId: string;
  /** the text of each sheet, in order */
  sheets: string[];
  /** of which sheet which group must be typed, from 1 on */
  asked: { sheet: number; group: number }[];
}

function readSheets(uow: UnitOfWork): Sheets | null {
  const kept = uow.safe.get(SHEETS);
  if (!kept) return null;
  const id = kept.toString('hex', 0, ID_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const share = (at: number) => kept.subarray(ID_BYTES + at * SHARE_BYTES, ID_BYTES + (at + 1) * SHARE_BYTES);
  const [firstSheet = 0, firstGroup = 0, secondSheet = 0, secondGroup = 0] = kept.subarray(PLACES_AT);
  return {
    keyId: id,
    sheets: Array.from({ length: SHARES }, (_, at) => speak(share(at))),
    asked: [
      { sheet: firstSheet + 1, group: firstGroup + 1 },
      { sheet: secondSheet + 1, group: secondGroup + 1 },
    ],
  };
}

/** The three sheets, as long as this session keeps them. */
export async function viewSheets(uow: UnitOfWork) {
  const kept = readSheets(uow);
  if (!kept) throw new NotFound();
  const { sheets, asked } = kept;
  const view = { organisation: uow.actor.organisationName, sheets, asked, on: uow.now.toISOString() };
  return done(view, {
    type: 'recovery_key.sheets_shown',
    detail: {},
    resource: { kind: 'RecoveryKey', id: kept.keyId },
  });
}

/** Two sheets are on paper: the key is in force, an older one is not any more, and the sheets are shown no more. */
export async function confirmSheets(uow: UnitOfWork, typed: { first: string; second: string }) {
  const kept = readSheets(uow);
  if (!kept) throw new NotFound();
  const wrong: Record<string, string[]> = {};
  for (const [at, field] of (['first', 'second'] as const).entries()) {
    const { sheet, group } = kept.asked[at]!;
    if (!sameGroup(typed[field], groupsOf(kept.sheets[sheet - 1]!)[group - 1]!)) wrong[field] = ['group_differs'];
  }
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong);
  if (!(await confirmKey(uow, kept.keyId))) throw new Conflict();
  const older = (await findKeys(uow)).filter(({ id }) => id !== kept.keyId).map(({ id }) => id);
  await retireKeys(uow, older);
  await notifyRoles(uow, ['custodian'], 'recovery_key_made', { kind: 'Member', id: uow.actor.id });
  await uow.safe.remove(SHEETS);
  return done(redirectTo('/keys/recovery'), {
    ...{ type: 'recovery_key.confirmed', detail: { replaced: older.length } },
    resource: { kind: 'RecoveryKey', id: kept.keyId },
  });
}
