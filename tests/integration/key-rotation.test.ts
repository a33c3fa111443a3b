import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLACES } from '#app/features/keys/key-repo.server.ts';
import { keyStatus } from '#app/features/keys/key-status.server.ts';
import { draftInvitation } from '#app/features/invitations/new-invitation.server.ts';
import { retireKey } from '#app/features/keys/retire-key.server.ts';
import { rotateKey } from '#app/features/keys/rotate-key.server.ts';
import { signDirectoryAgain } from '#app/features/keys/sign-directory-again.server.ts';
import { factorEntry } from '#app/features/members/believed-factors.server.ts';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { signKey } from '#app/features/recovery-keys/grants-for-recovery.server.ts';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { DirectoryError, signEntry } from '#app/platform/keys/directory.server.ts';
import { KeyModuleError } from '#app/platform/keys/key-module.server.ts';
import { ask, cookieFor } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { insertRow } from '../support/insert-row.ts';
import { temporaryKeys } from '../support/key-module.ts';
import { PASSWORD } from '../support/world.ts';

// Other test files share the key file of the run, so this one brings its own keys.
const keys = await temporaryKeys();
process.env.LINDEN_KEY_MODULE = keys.location;
afterAll(() => keys.remove());

/** One small organisation: every member of it signs in several times here, which is Argon2id each time. */
const PEOPLE = {
  caseworker: 'caseworker',
  counsellor: 'counsellor',
  lawyer: 'legal_officer',
  colleague: 'caseworker',
} as const;
type Person = { id: string; email: string };
let organisationId: string;
let people: Record<keyof typeof PEOPLE, Person>;
beforeAll(async () => {
  const members = Object.entries(PEOPLE).map(([name, role]) => ({
    name,
    email: `${name}@example.org`,
    password: PASSWORD,
    roles: [role],
    language: 'en',
  }));
  const plan = { kind: 'cso' as const, name: 'North', shortName: 'north', capabilities: ['legal_aid'], members };
  const made = await provisionOrganisation(plan, new Date());
  organisationId = made.organisationId;
  const [caseworker, counsellor, lawyer, colleague] = made.members;
  people = { caseworker: caseworker!, counsellor: counsellor!, lawyer: lawyer!, colleague: colleague! };
});

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const list = actorLoader({ action: 'listCases', resource: ownOrganisation }, async () =>
  done('her page', { type: 'case.opening', detail: {} }),
);
const pageOf = async (cookie: string) => {
  const { status, body, location } = await ask(list, { cookie });
  return status === 200 ? body : location;
};
const everybody = () => Object.values(people);
const record = async (id: string) => (await sql('SELECT * FROM directory.member WHERE id = $1', id))[0];
/** The server of this process looks again, as it does by itself within five seconds. */
const noticed = async () => (await keyModule()).check();
/** A row of a packet for what is counted; how packets are signed and verified is tested with packets. */
const aPacket = (signature_version: number) =>
  connectedAs('superuser', async (client) => {
    await client.query('SET session_replication_role = replica');
    const id = randomUUID();
    const ids = {
      id,
      organisation_id: id,
      recipient_organisation_id: id,
      case_id: id,
      application_id: id,
      consent_id: id,
    };
    const signed = { snapshot_sha256: Buffer.alloc(32), sender_signature: Buffer.alloc(64), signature_version };
    const rest = { code: id, language: 'sq', state: 'frozen', frozen_by: id, frozen_at: new Date(), row_version: 1 };
    await insertRow(client, 'casework.packet', { ...ids, ...signed, ...rest });
  });
/** A minute in an installation, for other servers. */
const atOnce = { settleMs: 0 };

describe('rotating the pepper', () => {
  test('nobody has to sign in again, and everybody can; her record is made anew when she does', async () => {
    const { caseworker, counsellor } = people;
    const cookie = await cookieFor(caseworker.email);
    const before = await record(caseworker.id);
    expect(await rotateKey('pepper')).toBe(2);
    await noticed();
    expect(await pageOf(cookie)).toBe('her page');
    expect(await record(caseworker.id)).toEqual(before);

    expect(await signIn(caseworker.email, 'not her password', randomUUID())).toEqual({ outcome: 'wrong' });
    expect((await record(caseworker.id)).pepper_version).toBe(1);
    expect(await pageOf(await cookieFor(caseworker.email))).toBe('her page');
    const after = await record(caseworker.id);
    expect(after.pepper_version).toBe(2);
    expect(after.kem_public_key).toEqual(before.kem_public_key);
    for (const column of ['password_salt', 'password_verifier', 'wrapped_seed_ct']) {
      expect(after[column]).not.toEqual(before[column]);
    }
    expect(await pageOf(await cookieFor(caseworker.email))).toBe('her page');
    expect(await signIn(caseworker.email, 'not her password', randomUUID())).toEqual({ outcome: 'wrong' });
    expect((await record(counsellor.id)).pepper_version).toBe(1);
    expect(await pageOf(cookie)).toBe('her page');
  }, 60_000);

  test('many sign-ins of one member at once, while it rotates again, all succeed; one record stays and opens', async () => {
    const { lawyer } = people;
    const before = await record(lawyer.id);
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => signIn(lawyer.email, PASSWORD, randomUUID())),
      rotateKey('pepper').then(noticed),
      ...Array.from({ length: 2 }, () => signIn(lawyer.email, PASSWORD, randomUUID())),
    ]);
    expect(answers.filter((answer) => answer && answer.outcome !== 'signed_in')).toEqual([]);
    expect((await record(lawyer.id)).kem_public_key).toEqual(before.kem_public_key);
    expect(await pageOf(await cookieFor(lawyer.email))).toBe('her page');
    expect((await record(lawyer.id)).pepper_version).toBe(3);
  }, 60_000);

  test('a record that was made anew meanwhile is left alone', async () => {
    const { replaceMemberKeys } = await import('#app/features/members/member-repo.server.ts');
    const { sealMemberSeed, createMemberKeys } = await import('#app/platform/keys/member-keys.server.ts');
    const { colleague } = people;
    const member = { memberId: colleague.id, organisationId: organisationId, password: PASSWORD };
    const read = await record(member.memberId);
    await cookieFor(colleague.email);
    const hers = await record(member.memberId);
    const { record: another, seed } = await createMemberKeys(await keyModule(), member);
    await replaceMemberKeys(read, { ...another, kem_public_key: read.kem_public_key });
    await replaceMemberKeys(
      { ...read, id: member.memberId, ...hers },
      await sealMemberSeed(await keyModule(), member, seed),
    );
    expect(await record(member.memberId)).toEqual(hers);
  }, 60_000);

  test('an old version is destroyed when nobody needs it, and not before', async () => {
    await expect(retireKey('pepper', 1, atOnce)).rejects.toThrow(
      /still needed by \d+ × directory.member.pepper_version/,
    );
    await expect(retireKey('pepper', 3, atOnce)).rejects.toThrow(/is in use/);
    await expect(retireKey('pepper', 7, atOnce)).rejects.toThrow(/no version 7/);
    for (const { email } of everybody()) await cookieFor(email);
    const status = (await keyStatus()).find(({ purpose }) => purpose === 'pepper');
    expect(status).toMatchObject({
      current: 3,
      versions: [
        { version: 1, rows: 0, retirable: true },
        { version: 2, rows: 0, retirable: true },
        { version: 3, rows: everybody().length, retirable: false },
      ],
    });
    await retireKey('pepper', 1, atOnce);
    await noticed();
    expect(await pageOf(await cookieFor(people.colleague.email))).toBe('her page');
    await expect((await keyModule()).hmac('pepper', Buffer.from('x'), 1)).rejects.toThrow(KeyModuleError);
  }, 120_000);

  test('a version that came into use while the retirement waited is not destroyed', async () => {
    const { colleague } = people;
    const retiring = retireKey('pepper', 2, { settleMs: 1_500 });
    await new Promise((resolve) => setTimeout(resolve, 700));
    await sql('UPDATE directory.member SET pepper_version = 2 WHERE id = $1', colleague.id);
    await expect(retiring).rejects.toThrow(/still needed by 1 ×/);
    await sql('UPDATE directory.member SET pepper_version = 3 WHERE id = $1', colleague.id);
    await (await keyModule()).hmac('pepper', Buffer.from('x'), 2);
  });
});

describe('rotating the key of sessions', () => {
  test('sessions of the old version go on, new ones have the new one, and the old one is kept while there are any', async () => {
    const { email, id } = people.caseworker;
    const old = await cookieFor(email);
    expect(await rotateKey('session')).toBe(2);
    await noticed();
    const fresh = await cookieFor(email);
    for (const cookie of [old, fresh]) expect(await pageOf(cookie)).toBe('her page');
    const rows = await sql(
      'SELECT secrets_ct FROM directory.session WHERE member_id = $1 ORDER BY created_at DESC',
      id,
    );
    expect(rows.slice(0, 2).map((row) => row.secrets_ct.readUInt32BE(0))).toEqual([2, 1]);
    await expect(retireKey('session', 1, atOnce)).rejects.toThrow(/directory.session.secrets_ct.*twelve hours/);
    await sql(
      "UPDATE directory.session SET expires_at = now() - interval '1 second' WHERE get_byte(secrets_ct, 3) = 1",
    );
    await retireKey('session', 1, atOnce);
    await noticed();
    expect(await pageOf(fresh)).toBe('her page');
    expect(await pageOf(old)).toMatch(/^\/login/);
  });
});

describe('rotating the key of the directory', () => {
  test('every row that Linden wrote is signed again; one that was changed by hand is reported, and never signed', async () => {
    const { caseworker, counsellor } = people;
    await sql(`UPDATE directory.member SET roles = '{supervisor}' WHERE id = $1`, caseworker.id);
    await sql(
      `UPDATE keys.vault SET public_key = decode(repeat('11', 1216), 'hex') WHERE organisation_id = $1 AND compartment = 'legal'`,
      organisationId,
    );
    expect(await rotateKey('directory')).toBe(2);
    await noticed();
    expect(await pageOf(await cookieFor(counsellor.email))).toBe('her page');
    const { signed, overtaken, refused } = await signDirectoryAgain();
    const vaults = await sql('SELECT entry_version FROM keys.vault');
    expect(refused.sort()).toEqual([`member ${caseworker.id}`, `vault ${organisationId} legal#1`]);
    expect([signed, overtaken]).toEqual([everybody().length + vaults.length - 2, 0]);
    expect(vaults.filter((row) => row.entry_version === 2)).toHaveLength(vaults.length - 1);
    expect(await signIn(caseworker.email, PASSWORD, randomUUID()).catch((error: unknown) => error)).toBeInstanceOf(
      DirectoryError,
    );
    await expect(retireKey('directory', 1, atOnce)).rejects.toThrow(
      /1 × directory.member.entry_version, 1 × keys.vault.entry_version/,
    );

    // What signing without verifying would have done: the role that was written by hand is now believed.
    const row = await record(caseworker.id);
    const entry = {
      kind: 'member' as const,
      memberId: row.id,
      organisationId: row.organisation_id,
      kemPublicKey: row.kem_public_key,
      roles: row.roles,
      status: row.status,
      factors: row.factor_ids,
    };
    const planted = await signEntry(await keyModule(), entry);
    await sql(
      'UPDATE directory.member SET entry_version = $2, entry_signature = $3 WHERE id = $1',
      row.id,
      planted.version,
      planted.signature,
    );
    expect(await signIn(caseworker.email, PASSWORD, randomUUID())).toMatchObject({ outcome: 'signed_in' });
    expect((await signDirectoryAgain()).refused).toEqual([`vault ${organisationId} legal#1`]);
  }, 60_000);

  test('once the old version is retired, a row that was signed with it is not believed when it is put back', async () => {
    const { email, id } = people.colleague;
    await sql(`DELETE FROM keys.vault WHERE compartment = 'legal' AND organisation_id = $1`, organisationId);
    const believed = () => signIn(email, PASSWORD, randomUUID()).catch((error: Error) => ({ outcome: error.name }));
    const old = await record(id);
    expect(await rotateKey('directory')).toBe(3);
    await noticed();
    expect((await signDirectoryAgain()).refused).toEqual([]);
    const current = await record(id);
    const put = ({ entry_version, entry_signature }: Record<string, unknown>) =>
      sql(
        'UPDATE directory.member SET entry_version = $2, entry_signature = $3 WHERE id = $1',
        id,
        entry_version,
        entry_signature,
      );
    await put(old);
    expect(await believed()).toMatchObject({ outcome: 'signed_in' });
    await put(current);
    await retireKey('directory', 2, atOnce);
    await noticed();
    await put(old);
    expect(await believed()).toEqual({ outcome: 'DirectoryError' });
    await put(current);
    expect(await believed()).toMatchObject({ outcome: 'signed_in' });
  }, 60_000);
});

describe('links, recovery keys and second factors', () => {
  const now = new Date();
  const entries = async () =>
    sql(`SELECT id, entry_version, entry_signature FROM directory.invitation UNION ALL
         SELECT id, entry_version, entry_signature FROM keys.recovery_key UNION ALL
         SELECT id, entry_version, entry_signature FROM directory.second_factor ORDER BY id`);
  const aLink = async (expiresAt?: Date) => {
    const plan = { ...{ kind: 'member' as const, organisationId, email: `${randomUUID()}@example.org` } };
    const how = { name: 'Fictional', roles: ['caseworker'], language: 'en', invitedBy: people.colleague.id };
    const { row } = await draftInvitation({ ...plan, ...how }, now);
    const stored = expiresAt ? { ...row, expires_at: expiresAt } : row;
    await connectedAs('superuser', (client) => insertRow(client, 'directory.invitation', stored));
    return row.id;
  };
  const aRecoveryKey = async (retired_at: Date | null = null) => {
    const key = { id: randomUUID(), organisation_id: organisationId, public_key: Buffer.alloc(1216, 7) };
    const row = { ...key, created_by: people.colleague.id, created_at: now, retired_at, ...(await signKey(key)) };
    await connectedAs('superuser', (client) => insertRow(client, 'keys.recovery_key', row));
    return row.id;
  };
  const aFactor = async () => {
    const { id: member_id } = people.counsellor;
    const kept = {
      id: randomUUID(),
      organisation_id: organisationId,
      member_id,
      kind: 'app',
      secret_ct: Buffer.from([1]),
    };
    const row = { ...kept, credential_id: null, public_key: null, transports: [], device: 'other/other' };
    const { version, signature } = await signEntry(await keyModule(), factorEntry(row));
    const signed = { ...row, entry_version: version, entry_signature: signature, created_at: now };
    await connectedAs('superuser', (client) => insertRow(client, 'directory.second_factor', signed));
    return row.id;
  };

  test('are signed again as long as they are used; one that was changed by hand is not, and keeps its key', async () => {
    const { current } = await (await keyModule()).versions('directory');
    const used = [await aLink(), await aRecoveryKey(), await aFactor()];
    const over = [await aLink(new Date(now.getTime() - 1)), await aRecoveryKey(now)];
    const changed = [await aLink(), await aRecoveryKey()];
    await sql(`UPDATE directory.invitation SET roles = '{custodian}' WHERE id = $1`, changed[0]);
    await sql(`UPDATE keys.recovery_key SET public_key = decode(repeat('11', 1216), 'hex') WHERE id = $1`, changed[1]);
    const before = await entries();
    expect(before.map(({ entry_version }) => entry_version)).toEqual(before.map(() => current));
    await rotateKey('directory');
    await noticed();
    const { refused } = await signDirectoryAgain();
    expect(refused.sort()).toEqual([`link ${changed[0]}`, `recovery key ${changed[1]}`]);
    const after = new Map((await entries()).map(({ id, entry_version }) => [id, entry_version]));
    for (const id of used) expect(after.get(id)).toBe(current + 1);
    for (const id of [...over, ...changed]) expect(after.get(id)).toBe(current);
    await expect(retireKey('directory', current, atOnce)).rejects.toThrow(
      /1 × directory.invitation.entry_version, 1 × keys.recovery_key.entry_version/,
    );
    await sql('DELETE FROM directory.invitation WHERE id = $1', changed[0]);
    await sql('DELETE FROM keys.recovery_key WHERE id = $1', changed[1]);
    await retireKey('directory', current, atOnce);
    await noticed();
    expect((await signDirectoryAgain()).refused).toEqual([]);
  }, 60_000);

  test('hold the pepper that they were made with, a link until it is over', async () => {
    const { current } = await (await keyModule()).versions('pepper');
    await sql('DELETE FROM directory.invitation');
    const link = await aLink();
    const { id } = people.colleague;
    const code = { code_salt: Buffer.alloc(1), code_verifier: Buffer.alloc(1), wrapped_seed_ct: Buffer.alloc(1) };
    const row = { member_id: id, organisation_id: organisationId, ...code, pepper_version: current, created_at: now };
    await connectedAs('superuser', (client) => insertRow(client, 'keys.member_recovery', row));
    await rotateKey('pepper');
    await noticed();
    await sql('UPDATE directory.member SET pepper_version = $1 WHERE pepper_version = $2', current + 1, current);
    await expect(retireKey('pepper', current, atOnce)).rejects.toThrow(
      /by 1 × directory.invitation.pepper_version, 1 × keys.member_recovery.pepper_version/,
    );
    await sql(`UPDATE directory.invitation SET cancelled_at = now() WHERE id = $1`, link);
    await expect(retireKey('pepper', current, atOnce)).rejects.toThrow(/by 1 × keys.member_recovery.pepper_version/);
    await sql('DELETE FROM keys.member_recovery WHERE member_id = $1', id);
    await retireKey('pepper', current, atOnce);
    await noticed();
  }, 60_000);
});

describe('the other keys', () => {
  test('a packet keeps its signature and the key of it', async () => {
    await aPacket(1);
    await rotateKey('packet');
    await noticed();
    await expect(retireKey('packet', 1, atOnce)).rejects.toThrow(/1 × casework.packet.signature_version/);
    await aPacket(2);
    expect((await keyStatus()).find(({ purpose }) => purpose === 'packet')?.versions).toEqual([
      { version: 1, rows: 1, retirable: false },
      { version: 2, rows: 1, retirable: false },
    ]);
  }, 60_000);

  test('of statistics never rotate, and those of checkpoints are never destroyed', async () => {
    for (const purpose of ['statistics_person', 'statistics_noise'] as const) {
      await expect(rotateKey(purpose)).rejects.toThrow(/never rotated: /);
      await expect(retireKey(purpose, 1, atOnce)).rejects.toThrow(/ever retired: /);
    }
    await rotateKey('checkpoint');
    await expect(retireKey('checkpoint', 1, atOnce)).rejects.toThrow(/left the host/);
  });
});

describe('a command that changes keys', () => {
  test('runs alone: of several at once, one does it', async () => {
    const { current } = await (await keyModule()).versions('pepper');
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => rotateKey('pepper')));
    const made = tries.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(made).toEqual(made.map((_, index) => current + 1 + index));
    expect(made.length).toBeGreaterThan(0);
    for (const result of tries)
      if (result.status === 'rejected') expect(String(result.reason)).toMatch(/Another command/);
    await noticed();
  });

  test('is recorded', async () => {
    const events = await sql(`SELECT type, detail FROM audit.event WHERE type LIKE 'key.%' ORDER BY sequence`);
    expect(events).toContainEqual({ type: 'key.rotated', detail: { key: 'session' } });
    expect(events).toContainEqual({ type: 'key.retired', detail: { key: 'session', version: 1 } });
    expect(events).toContainEqual({ type: 'key.directory_signed', detail: { signed: expect.any(Number), refused: 2 } });
  });

  test('counts every place where a version of a key is kept', async () => {
    const columns = await sql(`
      SELECT table_schema || '.' || table_name || '.' || column_name AS place FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema IN ('directory', 'keys', 'casework', 'audit', 'statistics') AND table_type = 'BASE TABLE'
        AND column_name LIKE '%\\_version' AND column_name NOT IN ('row_version', 'current_version', 'plan_version')`);
    const inColumns = PLACES.map(({ place }) => place).filter((place) => place.endsWith('_version'));
    expect(columns.map(({ place }) => place).sort()).toEqual(inColumns.sort());
    for (const { missing } of await keyStatus()) expect(missing).toEqual([]);
  });

  test('says which version rows need and nobody has', async () => {
    const { id } = people.colleague;
    await sql('UPDATE directory.member SET pepper_version = 99 WHERE id = $1', id);
    expect((await keyStatus()).find(({ purpose }) => purpose === 'pepper')?.missing).toEqual([99]);
  });
});
