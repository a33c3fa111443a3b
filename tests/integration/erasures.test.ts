import { beforeAll, describe, expect, it } from 'vitest';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { keepDraft } from '#app/features/drafts/keep-draft.server.ts';
import { carryOutErasure, declineErasure } from '#app/features/erasures/carry-out-erasure.server.ts';
import { requestErasure } from '#app/features/erasures/request-erasure.server.ts';
import { viewErasure } from '#app/features/erasures/view-erasure.server.ts';
import { personKeyOf } from '#app/features/facts/person-key.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { openRow } from '#app/kernel/codec.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownAccount } from '#app/kernel/resource.server.ts';
import { inTransaction } from '#app/kernel/unit-of-work.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { consentTo, factsOf, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { aReadyCase, freeze, onPacket, shown } from '../support/packets.ts';
import { referPacket } from '#app/features/packets/refer-packet.server.ts';
import { createWorld, perform, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const today = isoDate(new Date());
const wish = { askedOn: today, method: 'oral', understood: true } as const;
const ask = (caseId: string) =>
  onCase(world.north.members.caseworker, 'requestErasure', caseId, (uow) => requestErasure(uow, caseId, wish));
const carryOut = (caseId: string, code: string) =>
  onCase(world.north.members.supervisor, 'decideErasure', caseId, (uow) => carryOutErasure(uow, caseId, code));
const codeOf = async (caseId: string) =>
  (
    await connectedAs('superuser', (client) =>
      client.query('SELECT code FROM casework.case_file WHERE id = $1', [caseId]),
    )
  ).rows[0].code as string;
const count = async (sql: string, values: unknown[]) =>
  Number(
    (await connectedAs('superuser', (client) => client.query(`SELECT count(*) FROM ${sql}`, values))).rows[0].count,
  );

/** The case, its packet, and pieces of the packet that stand on a consent of their own. */
const OF_THE_CASE =
  'IN (SELECT unnest($1::uuid[]) UNION SELECT s.id FROM casework.packet_consent s WHERE s.packet_id = ANY ($1))';

/** Everything that a case's keys are stored in, for whoever would restore a stolen copy. */
const keysOf = (caseId: string, packetId: string) =>
  connectedAs('superuser', async (client) => ({
    content: (
      await client.query(`SELECT * FROM keys.content_key WHERE subject_id ${OF_THE_CASE}`, [[caseId, packetId]])
    ).rows,
    sealed: (await client.query(`SELECT * FROM keys.sealed_key WHERE subject_id ${OF_THE_CASE}`, [[caseId, packetId]]))
      .rows,
  }));

/** Opens the case's identity with a worker's own keys, after a writer of the database has put her back on the case. */
async function opensName(caseId: string): Promise<string> {
  await connectedAs('superuser', (client) =>
    client.query('UPDATE casework.assignment SET ended_at = NULL WHERE case_id = $1', [caseId]),
  );
  const { caseworker } = world.north.members;
  const row = await connectedAs(
    'superuser',
    async (client) =>
      (await client.query('SELECT * FROM casework.identity_record WHERE case_id = $1', [caseId])).rows[0],
  );
  let name = '';
  await inTransaction(caseworker, 'app', new Date(), async (uow) => {
    const opened = await openRow(uow, 'identity_record', row);
    name = (opened.full_name && uow.reveal(opened.full_name as never, 'test')) ?? '';
  });
  return name;
}

describe('erasing a case', { timeout: 90_000 }, () => {
  it('takes a wish, a second person and the code; then no key of it is left', async () => {
    const { caseId } = await aReadyCase(world, { evidence: ['psychological_report'] });
    const { caseworker, lawyer, supervisor } = world.north.members;
    const packetId = await freeze(world, caseId);
    await onPacket(lawyer, 'referPacket', packetId, (uow) => referPacket(uow, packetId));
    const kinds = (rows: { subject_kind: string }[]) => [...new Set(rows.map((row) => row.subject_kind))].sort();
    const held = await keysOf(caseId, packetId);
    expect(kinds(held.content)).toEqual(['case', 'packet', 'packet_consent']);
    expect(kinds(held.sealed)).toEqual(['packet', 'packet_consent']);
    await perform(caseworker, 'keepDraft', ownAccount, {}, (uow) =>
      keepDraft(uow, { form: `/cases/${caseId}/sessions/new#session`, fields: { note: 'A fictional draft.' } }),
    );
    expect(await count('casework.draft WHERE case_id = $1', [caseId])).toBe(1);
    const code = await codeOf(caseId);
    const person = await personKeyOf(caseId);
    const before = (await factsOf(world.north.id)).filter((fact) =>
      Buffer.from(fact.person_key).equals(Buffer.from(person)),
    );
    expect(before.length).toBeGreaterThan(0);

    await expect(carryOut(caseId, code)).rejects.toThrow(Forbidden);
    await ask(caseId);
    await expect(
      onCase(caseworker, 'decideErasure', caseId, (uow) => carryOutErasure(uow, caseId, code)),
    ).rejects.toThrow(Forbidden);
    await expect(carryOut(caseId, 'K-WRONG')).rejects.toThrow(Invalid);
    expect(await opensName(caseId)).not.toBe('');
    await carryOut(caseId, code);

    const keys = await keysOf(caseId, packetId);
    expect(keys).toEqual({ content: [], sealed: [] });
    expect(await count('casework.draft WHERE case_id = $1', [caseId])).toBe(0);
    expect(await count('casework.packet_consent WHERE case_id = $1 AND withdrawn_at IS NULL', [caseId])).toBe(0);
    await expect(opensName(caseId)).rejects.toThrow(DecryptionError);
    const facts = await factsOf(world.north.id);
    expect(facts.some((fact) => Buffer.from(fact.person_key).equals(Buffer.from(person)))).toBe(false);
    const now = facts.filter((fact) => before.some(({ id }) => id === fact.id));
    expect(new Set(now.map((fact) => Buffer.from(fact.person_key).toString('hex'))).size).toBe(1);

    // Back on the case by that planted row, she is still refused: the policy knows that it is erased.
    await expect(onCase(caseworker, 'readIdentity', caseId, (uow) => viewIdentity(uow, caseId))).rejects.toThrow(
      Forbidden,
    );
    const page = shown(await onCase(supervisor, 'readErasure', caseId, (uow) => viewErasure(uow, caseId)));
    expect(page).toMatchObject({ wish: { erasedOn: today }, mayDecide: false, mayRequest: false });
    await expect(onCase(supervisor, 'readCase', caseId, (uow) => viewCase(uow, caseId))).resolves.toMatchObject({
      erased: true,
      moments: [],
    });
    const proof = await connectedAs('superuser', (client) =>
      client.query(`SELECT detail FROM audit.event WHERE type = 'erasure.done' AND case_id = $1`, [caseId]),
    );
    expect(proof.rows[0].detail).toMatchObject({ drafts: 1, packets: 1 });
    expect(proof.rows[0].detail.keys).toBeGreaterThan(3);
  });

  it('is beaten by a copy of the keys alone, which is why their backups are short: planted back, the name opens', async () => {
    const { caseId } = await aReadyCase(world);
    const stolen = await keysOf(caseId, caseId);
    await ask(caseId);
    await carryOut(caseId, await codeOf(caseId));
    await expect(opensName(caseId)).rejects.toThrow(DecryptionError);
    const [row] = stolen.content.filter((key) => key.compartment === 'identity');
    await connectedAs('superuser', async (client) => {
      await client.query(
        'INSERT INTO keys.content_key SELECT * FROM json_populate_record(NULL::keys.content_key, $1::json)',
        [JSON.stringify({ ...row, wrapped_key_ct: `\\x${Buffer.from(row.wrapped_key_ct).toString('hex')}` })],
      );
    });
    expect(await opensName(caseId)).not.toBe('');
  });

  it('may be declined, asked for again, and is decided once', async () => {
    const { caseId } = await aReadyCase(world);
    const { supervisor } = world.north.members;
    await ask(caseId);
    await ask(caseId);
    expect(await count(`casework.erasure WHERE case_id = $1`, [caseId])).toBe(1);
    await onCase(supervisor, 'decideErasure', caseId, (uow) => declineErasure(uow, caseId));
    await ask(caseId);
    const code = await codeOf(caseId);
    const tries = await Promise.allSettled([carryOut(caseId, code), carryOut(caseId, code)]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [failed] = tries.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(failed instanceof Conflict || failed instanceof Forbidden || failed instanceof NotFound).toBe(true);
  });

  it('is refused for a day to come', async () => {
    const { caseId } = await aReadyCase(world, { without: 'review' });
    const late = onCase(world.north.members.caseworker, 'requestErasure', caseId, (uow) =>
      requestErasure(uow, caseId, { ...wish, askedOn: '2999-01-01' }),
    );
    await expect(late).rejects.toMatchObject({ fields: { askedOn: ['erasures:error.future'] } });
  });
});

describe('the database holds the rule too', { timeout: 60_000 }, () => {
  it('lets nobody delete a key without a decision of her own, and nobody decide alone', async () => {
    const { caseId } = await aReadyCase(world, { without: 'review' });
    await consentTo(world.north.members.caseworker, caseId, 'retention_after_closure');
    const { supervisor, caseworker, custodian } = world.north.members;
    for (const member of [supervisor, caseworker, custodian]) {
      const deleted = await inTransaction(
        member,
        'app',
        new Date(),
        async (_uow, _reads, transaction) =>
          (await transaction.content_key.deleteMany({ where: { subject_id: caseId } })).count,
      );
      expect(deleted).toBe(0);
    }
    await ask(caseId);
    const alone = inTransaction(
      supervisor,
      'app',
      new Date(),
      (_uow, _reads, transaction) =>
        transaction.$executeRaw`UPDATE casework.erasure SET state = 'erased', decided_by = requested_by, decided_at = now() WHERE case_id = ${caseId}::uuid`,
    );
    await expect(alone).rejects.toThrow();
    const foreign = await inTransaction(
      world.south.members.supervisor,
      'app',
      new Date(),
      (_uow, _reads, transaction) =>
        transaction.$executeRaw`UPDATE casework.erasure SET state = 'erased', decided_by = ${world.south.members.supervisor.actor.id}::uuid, decided_at = now() WHERE case_id = ${caseId}::uuid`,
    );
    expect(foreign).toBe(0);
    await onCase(supervisor, 'decideErasure', caseId, (uow) => declineErasure(uow, caseId));
    const past = await inTransaction(
      supervisor,
      'app',
      new Date(),
      async (_uow, _reads, transaction) =>
        (await transaction.content_key.deleteMany({ where: { subject_id: caseId } })).count,
    );
    expect(past).toBe(0);
    await onCase(caseworker, 'readCase', caseId, async () => done(null, { type: 'case.viewed', detail: { shown: 0 } }));
  });
});
