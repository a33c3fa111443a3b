import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addEvidence } from '#app/features/evidence/add-evidence.server.ts';
import { downloadEvidence } from '#app/features/evidence/download-evidence.server.ts';
import { EvidenceSchema, FILE_MAX_BYTES, MOST_FILES_OF_A_CASE } from '#app/features/evidence/evidence.schema.ts';
import { showEvidence } from '#app/features/evidence/show-evidence.server.ts';
import { removeEvidence } from '#app/features/evidence/remove-evidence.server.ts';
import { listEvidence, viewEvidence } from '#app/features/evidence/view-evidence.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { forgetAttempts, LIMITS, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { connectedAs } from '../support/database.ts';
import { caseOf, onCase } from '../support/legal-case.ts';
import { photograph, PLACE } from '../support/photograph.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let lawyer: SignedIn;
beforeAll(async () => {
  world = await createWorld();
  lawyer = world.north.members.lawyer;
});

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1'), randomBytes(2_600_000)]);
const fileOf = (bytes: Uint8Array, name: string) => new File([new Uint8Array(bytes)], name);
const add = (caseId: string, file: File, evidenceType: 'photo' | 'psychological_report' = 'photo') =>
  onCase(lawyer, 'addEvidence', caseId, (uow) =>
    addEvidence(uow, caseId, { evidenceType, title: 'a paper', provenance: undefined, file }),
  );
const download = (member: SignedIn, caseId: string, id: string) =>
  onCase(member, 'readEvidence', caseId, (uow) => downloadEvidence(uow, caseId, id));

async function added(file = fileOf(PDF, 'name of a person.pdf')) {
  const caseId = await caseOf(lawyer, world.north.members.caseworker, world.north.members.counsellor);
  await add(caseId, file);
  const { pieces } = await onCase(lawyer, 'readEvidence', caseId, (uow) => listEvidence(uow, caseId));
  return { caseId, id: pieces[0]?.id ?? '' };
}

describe('evidence', () => {
  it('comes back byte for byte, as an attachment with a neutral name', async () => {
    const { caseId, id } = await added();
    const response = await download(lawyer, caseId, id);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(createHash('sha256').update(PDF).digest('hex'));
    expect(response.headers.get('Content-Disposition')).toMatch(/^attachment; filename="K-[0-9A-Z]{6}-1\.pdf"$/);
    expect(response.headers.get('Content-Security-Policy')).toContain('sandbox');
    const { custody } = await onCase(lawyer, 'readEvidence', caseId, (uow) => viewEvidence(uow, caseId, id));
    expect(custody.map(({ event }) => event)).toEqual(['downloaded', 'added']);
  });

  it('a picture is shown without its place, and what was added stays as it came', async () => {
    const original = await photograph();
    const { caseId, id } = await added(fileOf(original, 'IMG_0001.jpg'));
    await connectedAs('superuser', (client) =>
      client.query(`UPDATE casework.evidence_custody SET at = at - interval '1 hour' WHERE evidence_id = $1`, [id]),
    );
    const show = (member: SignedIn) => onCase(member, 'readEvidence', caseId, (uow) => showEvidence(uow, caseId, id));
    const shown = await show(lawyer);
    expect(shown.headers.get('Content-Type')).toBe('image/jpeg');
    expect(shown.headers.get('Cache-Control')).toBe('no-store');
    const drawn = Buffer.from(await shown.arrayBuffer());
    expect([drawn.includes(PLACE), original.includes(PLACE)]).toEqual([false, true]);
    expect(Buffer.from(await (await download(lawyer, caseId, id)).arrayBuffer()).equals(original)).toBe(true);
    const { custody, piece } = await onCase(lawyer, 'readEvidence', caseId, (uow) => viewEvidence(uow, caseId, id));
    expect(piece.shown).toBe(true);
    expect(custody.map(({ event }) => event).sort()).toEqual(['added', 'downloaded', 'viewed']);
    await expect(show(world.north.members.caseworker)).rejects.toThrow(Forbidden);
  });

  it('that a letter asked for leads back to the answer', async () => {
    const caseId = await caseOf(lawyer, world.north.members.caseworker, world.north.members.counsellor);
    const [packetId, letterId] = [randomUUID(), randomUUID()];
    const piece = { evidenceType: 'photo', title: 'a paper', provenance: undefined, file: fileOf(PDF, 'a.pdf') } as const;
    const of = (more: object) => onCase(lawyer, 'addEvidence', caseId, (uow) => addEvidence(uow, caseId, { ...piece, ...more }));
    expect(await of({ packetId, letterId })).toMatchObject({ location: `/packets/${packetId}/letters/${letterId}/answer` });
    expect(await of({ packetId })).toMatchObject({ location: `/cases/${caseId}/evidence` });
  });

  it('what is no picture, or a damaged one, is not there as a picture', async () => {
    for (const file of [fileOf(PDF, 'a.pdf'), fileOf((await photograph()).subarray(0, 900), 'b.jpg')]) {
      const { caseId, id } = await added(file);
      const show = onCase(lawyer, 'readEvidence', caseId, (uow) => showEvidence(uow, caseId, id));
      await expect(show).rejects.toThrow(NotFound);
    }
  });

  it.each([
    [
      'a flipped bit',
      `UPDATE casework.evidence_chunk SET content_ct = set_bit(content_ct, 4000, 1 - get_bit(content_ct, 4000)) WHERE evidence_id = $1 AND position = 1`,
    ],
    [
      'exchanged pieces',
      `UPDATE casework.evidence_chunk SET position = CASE position WHEN 0 THEN 1 ELSE 0 END WHERE evidence_id = $1 AND position < 2`,
    ],
    ['a piece left out', `DELETE FROM casework.evidence_chunk WHERE evidence_id = $1 AND position = 2`],
  ])('is refused after %s', async (_what, sql) => {
    const { caseId, id } = await added();
    await connectedAs('superuser', async (client) => {
      await client.query(
        'ALTER TABLE casework.evidence_chunk DROP CONSTRAINT IF EXISTS evidence_chunk_evidence_id_position_key',
      );
      await client.query('DROP INDEX IF EXISTS casework.evidence_chunk_evidence_id_position_key');
      expect((await client.query(sql, [id])).rowCount).toBeGreaterThan(0);
    });
    await expect(download(lawyer, caseId, id)).rejects.toThrow(DecryptionError);
  });

  it.each([
    ['a program renamed to .pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]), 'report.pdf'],
    ['an archive', Buffer.from('1f8b0800000000000003', 'hex'), 'papers.gz'],
    ['bytes of no kind', randomBytes(600), 'photo.jpg'],
    ['a page of HTML', Buffer.from('<html><script>1</script></html>'), 'page.html'],
    ['a text with control characters', Buffer.from('abc\u0000def'), 'note.txt'],
  ])('does not take %s', async (_what, bytes, name) => {
    const caseId = await caseOf(lawyer);
    await expect(add(caseId, fileOf(bytes, name))).rejects.toThrow(Invalid);
    const { pieces } = await onCase(lawyer, 'readEvidence', caseId, (uow) => listEvidence(uow, caseId));
    expect(pieces).toEqual([]);
  });

  it('takes plain text, and nothing larger than the limit', async () => {
    const caseId = await caseOf(lawyer);
    await add(caseId, fileOf(Buffer.from('Një shënim.\n'), 'note.txt'));
    const form = { evidenceType: 'photo', title: 'x', file: fileOf(Buffer.alloc(FILE_MAX_BYTES + 1), 'x.pdf') };
    expect(EvidenceSchema.safeParse(form).error?.issues[0]?.message).toBe('evidence:error.tooBig');
  });

  it('has a limit of files for a case and for a member in a day, and says which', async () => {
    const { caseId } = await added();
    const small = () => fileOf(Buffer.from('plain words'), 'note.txt');
    const others = await connectedAs('superuser', async (client) => {
      await client.query('SET session_replication_role = replica');
      const copied = await client.query(
        `INSERT INTO casework.evidence SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).*
           FROM casework.evidence e, generate_series(2, $2) WHERE e.case_id = $1 AND e.id = (SELECT min(id::text)::uuid FROM casework.evidence WHERE case_id = $1)`,
        [caseId, MOST_FILES_OF_A_CASE],
      );
      return copied.rowCount;
    });
    expect(others).toBe(MOST_FILES_OF_A_CASE - 1);
    await expect(add(caseId, small())).rejects.toMatchObject({ fields: { file: ['evidence:error.manyOfCase'] } });
    // What she takes out makes room, and counts for her day all the same.
    const { rows } = await connectedAs('superuser', (client) =>
      client.query('SELECT id FROM casework.evidence WHERE case_id = $1 LIMIT 1', [caseId]),
    );
    await onCase(lawyer, 'addEvidence', caseId, (uow) => removeEvidence(uow, caseId, rows[0].id, 'a second copy'));
    await forgetAttempts('files', lawyer.actor.id);
    for (let each = 0; each < LIMITS.files.most; each += 1) await takeAttempt({ files: lawyer.actor.id });
    await expect(add(caseId, small())).rejects.toMatchObject({ fields: { file: ['evidence:error.manyOfDay'] } });
    await forgetAttempts('files', lawyer.actor.id);
    await add(caseId, small());
    await expect(add(caseId, small())).rejects.toMatchObject({ fields: { file: ['evidence:error.manyOfCase'] } });
    const another = (await added()).caseId;
    await forgetAttempts('files', lawyer.actor.id);
    for (let each = 1; each < LIMITS.files.most; each += 1) await takeAttempt({ files: lawyer.actor.id });
    await add(another, small());
    await expect(add(another, small())).rejects.toMatchObject({ fields: { file: ['evidence:error.manyOfDay'] } });
    await forgetAttempts('files', lawyer.actor.id);
    await add(another, small());
  });

  it('needs the consent of that name for a psychological report', async () => {
    const caseId = await caseOf(lawyer);
    await expect(add(caseId, fileOf(PDF, 'x.pdf'), 'psychological_report')).rejects.toMatchObject({
      fields: { evidenceType: ['evidence:error.consent'] },
    });
  });

  it('is gone for everybody once removed, and closed to caseworker and counsellor always', async () => {
    const { caseId, id } = await added();
    const { caseworker, counsellor } = world.north.members;
    for (const member of [caseworker, counsellor])
      await expect(download(member, caseId, id)).rejects.toThrow(Forbidden);
    await onCase(lawyer, 'addEvidence', caseId, (uow) => removeEvidence(uow, caseId, id, 'she took it back'));
    await expect(download(lawyer, caseId, id)).rejects.toThrow(NotFound);
  });

  it('does not open under another case', async () => {
    const { id } = await added();
    const other = await caseOf(lawyer);
    await expect(download(lawyer, other, id)).rejects.toThrow(NotFound);
  });
});
