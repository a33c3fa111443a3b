import { beforeAll, describe, expect, it } from 'vitest';
import { correctSession } from '#app/features/sessions/correct-session.server.ts';
import { viewSessions } from '#app/features/sessions/list-sessions.server.ts';
import { recordGroupSession } from '#app/features/sessions/record-group-session.server.ts';
import { recordSession } from '#app/features/sessions/record-session.server.ts';
import type { CorrectionForm, SessionForm, SupportKind } from '#app/features/sessions/session.schema.ts';
import { viewSession } from '#app/features/sessions/view-session.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { aCase, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { shown } from '../support/packets.ts';
import { rowsSeen } from '../support/rows-seen.ts';
import { createWorld, perform, type World } from '../support/world.ts';

const ACTIONS = { psychosocial: 'recordPsychosocial', legal: 'recordLegal', casework: 'recordCasework' } as const;
const FIRST: SessionForm = {
  heldOn: '2026-11-20',
  service: 'medical',
  durationMinutes: 30,
  place: 'office',
  note: 'first words',
};
const SECOND: CorrectionForm = {
  heldOn: '2026-11-19',
  service: 'shelter',
  durationMinutes: 45,
  note: 'other words',
  reason: 'wrong day',
  seenVersion: 1,
};
let world: World;
let caseId: string;

beforeAll(async () => {
  world = await createWorld();
  const { caseworker, counsellor, lawyer, supervisor } = world.north.members;
  caseId = await aCase(caseworker, supervisor, [counsellor, lawyer]);
});

async function recorded(member: SignedIn, kind: SupportKind, form: SessionForm): Promise<string> {
  let id = '';
  await onCase(member, ACTIONS[kind], caseId, async (uow) => {
    const outcome = await recordSession(uow, caseId, kind, form);
    id = outcome.event.resource?.id ?? '';
    return outcome;
  });
  return id;
}
const correct = (member: SignedIn, id: string, kind: SupportKind = 'casework', form = SECOND) =>
  onCase(member, ACTIONS[kind], caseId, (uow) => correctSession(uow, caseId, id, kind, form));
const read = async (member: SignedIn, id: string) =>
  shown(await onCase(member, 'readCasework', caseId, (uow) => viewSession(uow, caseId, id)));

describe('correcting a session', () => {
  it('keeps what it said, with who, when and why, for everybody who may read it, and is in the log', async () => {
    const { caseworker, lawyer } = world.north.members;
    const id = await recorded(caseworker, 'casework', FIRST);
    await correct(caseworker, id);
    await correct(caseworker, id, 'casework', { ...SECOND, note: 'third words', reason: 'spelling', seenVersion: 2 });
    const page = await read(lawyer, id);
    expect(page).toMatchObject({
      service: 'shelter',
      heldOn: '2026-11-19',
      durationMinutes: 45,
      place: null,
      note: 'third words',
      corrected: true,
      mayCorrect: false,
    });
    expect(page.versions).toMatchObject([
      { version: 2, note: 'other words', reason: 'spelling', service: 'shelter' },
      {
        version: 1,
        note: 'first words',
        place: 'office',
        reason: 'wrong day',
        service: 'medical',
        heldOn: '2026-11-20',
        durationMinutes: 30,
      },
    ]);
    for (const { replacedBy, replacedAt } of page.versions) expect([replacedBy, replacedAt].every(Boolean)).toBe(true);
    expect((await read(caseworker, id)).mayCorrect).toBe(true);
    const { sessions } = shown(await onCase(lawyer, 'readCasework', caseId, (uow) => viewSessions(uow, caseId)));
    expect(sessions).toContainEqual(
      expect.objectContaining({ id, heldOn: '2026-11-19', service: 'shelter', corrected: true }),
    );
    const { rows } = await connectedAs('superuser', (client) =>
      client.query(
        `SELECT actor_id, detail ->> 'version' AS version FROM audit.event WHERE type = 'session.corrected' AND resource_id = $1 ORDER BY sequence`,
        [id],
      ),
    );
    expect(rows).toEqual(['1', '2'].map((version) => ({ actor_id: caseworker.actor.id, version })));
  });

  it('is for who recorded it alone', async () => {
    const { caseworker, counsellor, lawyer, supervisor } = world.north.members;
    const id = await recorded(caseworker, 'casework', FIRST);
    await expect(correct(lawyer, id)).rejects.toThrow(Forbidden);
    await expect(correct(supervisor, id)).rejects.toThrow(Forbidden);
    const counselling = await recorded(counsellor, 'psychosocial', { ...FIRST, service: 'individual_counselling' });
    await expect(correct(caseworker, counselling)).rejects.toThrow(NotFound);
    await expect(correct(counsellor, counselling)).rejects.toThrow(NotFound);
    await expect(correct(lawyer, counselling, 'psychosocial')).rejects.toThrow(Forbidden);
  });

  it('of what was corrected meanwhile writes nothing over', async () => {
    const { caseworker } = world.north.members;
    const id = await recorded(caseworker, 'casework', FIRST);
    await correct(caseworker, id);
    await expect(correct(caseworker, id)).rejects.toThrow(Conflict);
    expect((await read(caseworker, id)).versions).toHaveLength(1);
    await expect(
      correct(caseworker, id, 'casework', { ...SECOND, seenVersion: 2, heldOn: '2999-01-01' }),
    ).rejects.toThrow(Invalid);
  });

  it('keeps a part of a group session to the day and service of the group', async () => {
    const { counsellor } = world.north.members;
    const form = {
      ...FIRST,
      service: 'group_counselling',
      attendees: [{ caseId, present: true, note: 'own' }],
    } as const;
    await perform(counsellor, 'recordGroupSession', ownOrganisation, {}, (uow) =>
      recordGroupSession(uow, { ...form, attendees: [...form.attendees] }),
    );
    const { rows } = await connectedAs('superuser', (client) =>
      client.query('SELECT id FROM casework.support_session WHERE case_id = $1 AND group_session_id IS NOT NULL', [
        caseId,
      ]),
    );
    const id = rows[0]!.id as string;
    const same: CorrectionForm = { ...SECOND, heldOn: FIRST.heldOn, service: 'group_counselling', note: 'own, mended' };
    await expect(correct(counsellor, id, 'psychosocial', { ...same, heldOn: '2026-11-18' })).rejects.toMatchObject({
      fields: { heldOn: ['sessions:error.ofTheGroup'] },
    });
    await expect(correct(counsellor, id, 'psychosocial', { ...same, service: 'home_visit' })).rejects.toMatchObject({
      fields: { service: ['sessions:error.ofTheGroup'] },
    });
    await correct(counsellor, id, 'psychosocial', same);
    expect(await read(counsellor, id)).toMatchObject({ note: 'own, mended', versions: [{ note: 'own' }] });
  });
});

describe('the database', () => {
  it('takes no change of a session whose earlier version was not kept, by nobody else, and loses no version', async () => {
    const { caseworker, counsellor, lawyer } = world.north.members;
    const id = await recorded(caseworker, 'casework', FIRST);
    await expect(
      rowsSeen(
        caseworker,
        'UPDATE casework.support_session SET note_ct = NULL, row_version = 2 WHERE id = $1 RETURNING id',
        [id],
      ),
    ).rejects.toThrow(/earlier version/);
    await correct(caseworker, id);
    await expect(
      rowsSeen(caseworker, 'UPDATE casework.support_session SET note_ct = NULL WHERE id = $1 RETURNING id', [id]),
    ).rejects.toThrow(/earlier version/);
    expect(
      await rowsSeen(
        lawyer,
        'UPDATE casework.support_session SET note_ct = NULL, row_version = 3 WHERE id = $1 RETURNING id',
        [id],
      ),
    ).toEqual([]);
    await expect(
      rowsSeen(caseworker, 'UPDATE casework.session_version SET note_ct = NULL WHERE session_id = $1 RETURNING id', [
        id,
      ]),
    ).rejects.toThrow(/permission denied/);
    await expect(
      rowsSeen(caseworker, 'DELETE FROM casework.session_version WHERE session_id = $1 RETURNING id', [id]),
    ).rejects.toThrow(/permission denied/);

    const counselling = await recorded(counsellor, 'psychosocial', { ...FIRST, service: 'individual_counselling' });
    await correct(counsellor, counselling, 'psychosocial', { ...SECOND, service: 'home_visit' });
    const query = 'SELECT id FROM casework.session_version WHERE session_id = $1';
    for (const member of [caseworker, lawyer, world.north.members.supervisor, world.south.members.counsellor])
      expect(await rowsSeen(member, query, [counselling])).toEqual([]);
    expect(await rowsSeen(counsellor, query, [counselling])).toHaveLength(1);
  });

  it('and row-level security change neither whose a session is nor what kind, and keep nothing that it did not say', async () => {
    const { counsellor, lawyer } = world.north.members;
    const id = await recorded(counsellor, 'psychosocial', { ...FIRST, service: 'individual_counselling' });
    for (const set of [`worker_id = '${lawyer.actor.id}'`, `recorded_at = '2001-01-01'`, `compartment = 'casework'`])
      await expect(
        rowsSeen(counsellor, `UPDATE casework.support_session SET ${set} WHERE id = $1 RETURNING 1`, [id]),
      ).rejects.toMatchObject({ code: '42501' });
    const keep = (heldOn: string) => ({
      sql: `INSERT INTO casework.session_version (id, organisation_id, case_id, session_id, compartment, version, held_on, duration_minutes, service_ct, reason_ct, row_version, replaced_by, replaced_at)
        SELECT gen_random_uuid(), organisation_id, case_id, id, compartment, 1, ${heldOn}, duration_minutes, service_ct, service_ct, 1, recorded_by, now()
        FROM casework.support_session WHERE id = $1`,
      values: [id],
    });
    const correct = `UPDATE casework.support_session SET note_ct = '\\x00', row_version = 2 WHERE id = $1 RETURNING 1`;
    await expect(rowsSeen(counsellor, correct, [id], keep(`'2001-01-01'`))).rejects.toMatchObject({ code: '23514' });
    await expect(
      rowsSeen(counsellor, correct.replace('2 WHERE', '99 WHERE'), [id], keep('held_on')),
    ).rejects.toMatchObject({ code: '23514' });
    expect(await rowsSeen(counsellor, correct, [id], keep('held_on'))).toHaveLength(1);
  });
});
