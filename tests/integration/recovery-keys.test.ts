import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { beginDrill, drill, viewRecoveryKey } from '#app/features/recovery-keys/drill.server.ts';
import { grantsForRecovery } from '#app/features/recovery-keys/grants-for-recovery.server.ts';
import { confirmSheets, makeRecoveryKey, viewSheets } from '#app/features/recovery-keys/make-recovery-key.server.ts';
import { remindOfDrill, shouldTrySheets } from '#app/features/members/remind-of-drill.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid, NotFound } from '#app/kernel/errors.ts';
import { signEntry } from '#app/platform/keys/directory.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { hpkeSeal, keyPairFromSeed } from '#app/platform/crypto/hpke.server.ts';
import { groupsOf, speak, understand } from '#app/platform/crypto/spoken-code.ts';
import { createRecoveryKey, combineShares, SHARE_BYTES } from '#app/platform/keys/recovery-shares.server.ts';
import { openGrant } from '#app/platform/keys/vault.server.ts';
import { recoveryDrills } from '../../scripts/drill/recovery.ts';
import { connectedAs } from '../support/database.ts';
import { accept, invite, inviteInto, joined } from '../support/joining.ts';
import { createWorld, PASSWORD, perform, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const keeping = <View>(custodian: SignedIn, work: Parameters<typeof perform<View, unknown>>[4]) =>
  perform(custodian, 'keepRecoveryKey', ownOrganisation, {}, work);

/** Makes a key and types what is asked for. Answers the three sheets. */
async function keyOf(custodian: SignedIn): Promise<string[]> {
  await keeping(custodian, (uow) => makeRecoveryKey(uow));
  const { sheets, asked } = (await keeping(custodian, (uow) => viewSheets(uow))) as {
    sheets: string[];
    asked: { sheet: number; group: number }[];
  };
  const [first, second] = asked.map(({ sheet, group }) => groupsOf(sheets[sheet - 1]!)[group - 1]!);
  await keeping(custodian, (uow) => confirmSheets(uow, { first: first!, second: second! }));
  return sheets;
}
const tryShares = (custodian: SignedIn, firstShare: string, secondShare: string) =>
  keeping(custodian, (uow) => drill(uow, { firstShare, secondShare }));
const invalid = (field: string, error: string) => expect.objectContaining({ fields: { [field]: [error] } });

describe('the recovery key of an organisation', () => {
  it('is split into three sheets, counts once two were proved to be on paper, and is then shown no more', async () => {
    const { custodian } = world.north.members;
    await keeping(custodian, (uow) => makeRecoveryKey(uow));
    const view = (await keeping(custodian, (uow) => viewSheets(uow))) as {
      sheets: string[];
      asked: { sheet: number; group: number }[];
    };
    expect(view.sheets.map((sheet) => groupsOf(sheet).length)).toEqual([15, 15, 15]);
    expect(new Set(view.asked.map(({ sheet }) => sheet)).size).toBe(2);
    const state = () => keeping(custodian, (uow) => viewRecoveryKey(uow));
    expect(await state()).toMatchObject({ since: null, unfinished: true, sheetsHere: true });
    await expect(
      keeping(custodian, (uow) => confirmSheets(uow, { first: 'AAAA', second: 'BBBB' })),
    ).rejects.toBeInstanceOf(Invalid);
    const [first, second] = view.asked.map(({ sheet, group }) => groupsOf(view.sheets[sheet - 1]!)[group - 1]!);
    await keeping(custodian, (uow) => confirmSheets(uow, { first: first!.toLowerCase(), second: second! }));
    expect(await state()).toMatchObject({
      since: expect.any(String),
      unfinished: false,
      sheetsHere: false,
      due: false,
    });
    await expect(keeping(custodian, (uow) => viewSheets(uow))).rejects.toBeInstanceOf(NotFound);
    const grants = await sql(
      'SELECT compartment FROM keys.recovery_grant WHERE organisation_id = $1 ORDER BY 1',
      world.north.id,
    );
    expect(grants.map(({ compartment }) => compartment)).toEqual(['casework', 'identity', 'legal', 'psychosocial']);
    const stored = JSON.stringify(await sql('SELECT * FROM keys.recovery_key'));
    for (const sheet of view.sheets) {
      const share = Buffer.from(understand(sheet, SHARE_BYTES)!);
      expect(stored).not.toContain(sheet);
      expect(stored).not.toContain(share.subarray(3).toString('hex'));
    }
  });

  it('is tried with any two sheets, which opens and shows nothing', async () => {
    const { custodian } = world.north.members;
    const sheets = await keyOf(custodian);
    for (const [one, other] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const)
      await tryShares(custodian, sheets[one]!, sheets[other]!);
    const events = await sql(
      `SELECT detail FROM audit.event WHERE type = 'recovery_key.drilled' AND organisation_id = $1`,
      world.north.id,
    );
    expect(events.map(({ detail }) => detail)).toEqual([{}, {}, {}]);
    expect(await keeping(custodian, (uow) => viewRecoveryKey(uow))).toMatchObject({ drilledAt: expect.any(String) });
  });

  it('says of wrong shares what is wrong: mistyped, one sheet twice, of an older key, of another organisation', async () => {
    const { custodian } = world.north.members;
    const older = await keyOf(custodian);
    const sheets = await keyOf(custodian);
    const strangers = await keyOf(world.south.members.custodian);
    const broken = sheets[0]!.replace(/.$/, (last) => (last === '2' ? '3' : '2'));
    await expect(tryShares(custodian, broken, sheets[1]!)).rejects.toEqual(invalid('firstShare', 'share_mistyped'));
    await expect(tryShares(custodian, sheets[1]!, '')).rejects.toEqual(invalid('secondShare', 'share_mistyped'));
    await expect(tryShares(custodian, sheets[1]!, sheets[1]!)).rejects.toEqual(
      invalid('secondShare', 'share_same_sheet'),
    );
    await expect(tryShares(custodian, sheets[0]!, older[1]!)).rejects.toEqual(
      invalid('secondShare', 'share_other_key'),
    );
    await expect(tryShares(custodian, strangers[0]!, strangers[1]!)).rejects.toEqual(
      invalid('secondShare', 'share_other_key'),
    );
    // The mark of the key copied onto shares of another one: the shares themselves do not fit.
    const forged = [older[0]!, older[1]!].map((sheet) => {
      const share = Buffer.from(understand(sheet, SHARE_BYTES)!);
      return speak(
        Buffer.concat([Buffer.from(understand(sheets[0]!, SHARE_BYTES)!).subarray(0, 3), share.subarray(3)]),
      );
    });
    await expect(tryShares(custodian, forged[0]!, forged[1]!)).rejects.toEqual(invalid('secondShare', 'share_wrong'));
    await expect(tryShares(custodian, sheets[0]!, forged[1]!)).rejects.toEqual(invalid('secondShare', 'share_wrong'));
  });

  it('is the custodians’ alone', async () => {
    for (const member of [world.north.members.supervisor, world.north.members.caseworker, world.host.members.operator])
      await expect(keeping(member, (uow) => makeRecoveryKey(uow))).rejects.toBeInstanceOf(NotFound);
    const elsewhere = world.commission.members.custodian;
    await expect(keeping(elsewhere, (uow) => beginDrill(uow))).rejects.toBeInstanceOf(NotFound);
  });

  it('with one share says nothing: every seed remains as likely as any other', async () => {
    const made = await createRecoveryKey();
    // A second share that somebody invents gives some seed, and never this one.
    for (let turn = 0; turn < 200; turn += 1) {
      const invented = Buffer.from(made.shares[1]!);
      invented.set(crypto.getRandomValues(new Uint8Array(32)), 3);
      expect((await combineShares(made.shares[0]!, invented, made.publicKey)).outcome).toBe('wrong');
    }
    expect((await combineShares(made.shares[0]!, made.shares[2]!, made.publicKey)).outcome).toBe('works');
  });

  it('that a writer of the database planted is granted nothing', async () => {
    const { custodian } = world.south.members;
    await keyOf(custodian);
    const attacker = Buffer.alloc(32, 5);
    const { publicKey } = await keyPairFromSeed(attacker);
    const [planted] = await sql(
      `INSERT INTO keys.recovery_key (id, organisation_id, public_key, created_by, created_at, confirmed_at, entry_version, entry_signature)
       SELECT gen_random_uuid(), organisation_id, $2, created_by, now(), now(), entry_version, entry_signature
       FROM keys.recovery_key WHERE organisation_id = $1 AND retired_at IS NULL LIMIT 1 RETURNING id`,
      world.south.id,
      Buffer.from(publicKey),
    );
    const epoch = () =>
      keeping(custodian, async (uow) => {
        const vault = uow.vaults.find(({ id }) => id.compartment === 'legal')!;
        await sql(
          `DELETE FROM keys.recovery_grant WHERE organisation_id = $1 AND compartment = 'legal'`,
          world.south.id,
        );
        const granted = await grantsForRecovery(uow, [vault]);
        return done({ granted }, { type: 'recovery_key.viewed', detail: {} });
      });
    // Hers is given the vault, the planted one is not, and does not stop it.
    expect(await epoch()).toMatchObject({ granted: 1 });
    expect(await sql('SELECT 1 FROM keys.recovery_grant WHERE recovery_key_id = $1', planted.id)).toEqual([]);
    // Planted: with the key module's signature it would have been.
    const entry = { kind: 'recovery_key' as const, organisationId: world.south.id, keyId: planted.id, publicKey };
    const { version, signature } = await signEntry(await keyModule(), entry);
    await sql(
      'UPDATE keys.recovery_key SET entry_version = $2, entry_signature = $3 WHERE id = $1',
      planted.id,
      version,
      signature,
    );
    expect(await epoch()).toMatchObject({ granted: 2 });
    const [grant] = await sql('SELECT * FROM keys.recovery_grant WHERE recovery_key_id = $1', planted.id);
    const vault = { organisationId: world.south.id, compartment: 'legal', epoch: 1 };
    expect(await openGrant(vault, planted.id, attacker, grant.sealed_seed_ct)).toHaveLength(32);
    await sql('DELETE FROM keys.recovery_grant WHERE recovery_key_id = $1', planted.id);
    await sql('DELETE FROM keys.recovery_key WHERE id = $1', planted.id);
    expect(await hpkeSeal(publicKey, new Uint8Array(1), attacker)).toBeDefined();
  });
});

describe('an organisation that lost every custodian', () => {
  it('is brought back by two sheets and an operator who gets nothing, and everybody hears of it', async () => {
    const { custodian } = world.north.members;
    const { operator } = world.host.members;
    const sheets = await keyOf(custodian);
    const link = await inviteInto(operator, world.north.id);
    expect(await sql('SELECT 1 FROM keys.invitation_grant WHERE invitation_id = $1', link.id)).toEqual([]);
    // Without shares, with wrong ones, with another organisation's: a clear answer each time, and the link is still good.
    expect(await accept(link.code)).toMatchObject({ outcome: 'invalid', fields: { firstShare: ['share_mistyped'] } });
    const strangers = await keyOf(world.commission.members.custodian);
    expect(await accept(link.code, { firstShare: strangers[0]!, secondShare: strangers[1]! })).toMatchObject({
      ...{ outcome: 'invalid', fields: { secondShare: ['share_other_key'] } },
    });
    const recovered = await joined(link, { firstShare: sheets[2]!, secondShare: sheets[0]! });
    expect(recovered.actor.roles).toEqual(['custodian']);
    expect(
      recovered.keys
        .vaults()
        .map(({ id }) => id.compartment)
        .sort(),
    ).toEqual(['casework', 'identity', 'legal', 'psychosocial']);
    const key = Buffer.alloc(32, 1);
    const subject = { kind: 'case', id: randomUUID() };
    for (const vault of custodian.keys.vaults()) {
      const same = recovered.keys.vault(vault.id.compartment, vault.id.epoch)!;
      expect(same.unwrapContentKey(subject, vault.wrapContentKey(subject, key))).toEqual(key);
    }
    const told = await sql(
      `SELECT DISTINCT member_id FROM casework.notification WHERE kind = 'organisation_recovered'`,
    );
    const ids = told.map(({ member_id }) => member_id);
    expect(ids).toContain(operator.actor.id);
    expect(ids).toContain(world.north.members.caseworker.actor.id);
    expect(ids).not.toContain(world.south.members.custodian.actor.id);
    // She invites again, as any custodian.
    await expect(joined(await invite(recovered, ['caseworker']))).resolves.toBeDefined();
  }, 90_000);

  it('is not brought back with sheets of a key that is no longer in force', async () => {
    const { custodian } = world.north.members;
    const older = await keyOf(custodian);
    await keyOf(custodian);
    const link = await inviteInto(world.host.members.operator, world.north.id);
    expect(await accept(link.code, { firstShare: older[0]!, secondShare: older[1]! })).toMatchObject({
      ...{ outcome: 'invalid', fields: { secondShare: ['share_other_key'] } },
    });
  });

  it('without a key on paper cannot be, and the operator is told so before he invites', async () => {
    const { operator } = world.host.members;
    await sql('UPDATE keys.recovery_key SET retired_at = now() WHERE organisation_id = $1', world.commission.id);
    await expect(inviteInto(operator, world.commission.id)).rejects.toBeInstanceOf(Conflict);
  });
});

describe('the reminder', () => {
  it('comes when a quarter has passed without a drill, once, and goes when the sheets were tried', async () => {
    const { custodian, supervisor } = world.south.members;
    const sheets = await keyOf(custodian);
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    expect(await shouldTrySheets(custodian.actor, later(90))).toBe(false);
    expect(await shouldTrySheets(custodian.actor, later(92))).toBe(true);
    expect(await shouldTrySheets(supervisor.actor, later(92))).toBe(false);
    const notices = () =>
      sql(`SELECT 1 FROM casework.notification WHERE kind = 'drill_due' AND member_id = $1`, custodian.actor.id);
    for (let turn = 0; turn < 3; turn += 1) await remindOfDrill(custodian.actor, later(92));
    expect(await notices()).toHaveLength(1);
    await sql(
      `UPDATE keys.recovery_key SET confirmed_at = now() - interval '100 days' WHERE organisation_id = $1 AND retired_at IS NULL`,
      world.south.id,
    );
    expect((await signIn(custodian.email, PASSWORD, randomUUID())).outcome).toBe('signed_in');
    expect((await notices()).length).toBeGreaterThan(1);
    await tryShares(custodian, sheets[0]!, sheets[1]!);
    expect(await shouldTrySheets(custodian.actor, new Date())).toBe(false);
  });
});

it('the drills work, and count what they tried', async () => {
  expect(await recoveryDrills(2)).toEqual({ tried: 2, worked: 2 });
}, 120_000);
