import { beforeAll, describe, expect, it } from 'vitest';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { viewReferrals } from '#app/features/referrals/list-referrals.server.ts';
import { newReferral } from '#app/features/referrals/new-referral.server.ts';
import { recordOutcome } from '#app/features/referrals/record-outcome.server.ts';
import { recordReferral } from '#app/features/referrals/record-referral.server.ts';
import { ReferralSchema, type ReferralForm } from '#app/features/referrals/referral.schema.ts';
import { viewReferral } from '#app/features/referrals/view-referral.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { aCase, consentTo, factsOf, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { shown } from '../support/packets.ts';
import { rowsSeen } from '../support/rows-seen.ts';
import { createWorld, locationOf, type World } from '../support/world.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const TOLD: ReferralForm = {
  referredOn: '2026-11-20',
  service: 'employment',
  recipient: 'Fictional office',
  way: 'told',
  categories: [],
  note: 'bring papers',
};
let world: World;
let caseId: string;

beforeAll(async () => {
  world = await createWorld();
  const { caseworker, counsellor, lawyer, supervisor } = world.north.members;
  caseId = await aCase(caseworker, supervisor, [counsellor, lawyer]);
});

const passing = (consentId: string, changes: Partial<ReferralForm> = {}): ReferralForm => ({
  ...TOLD,
  ...{ service: 'shelter', way: 'passed_on', consentId, categories: ['contact'] },
  ...changes,
});
const record = async (form: ReferralForm, member: SignedIn = world.north.members.caseworker) =>
  locationOf(await onCase(member, 'recordReferral', caseId, (uow) => recordReferral(uow, caseId, form), NOW)).split(
    '/',
  )[4] ?? '';
const listed = async (member: SignedIn = world.north.members.caseworker) =>
  shown(await onCase(member, 'readReferrals', caseId, (uow) => viewReferrals(uow, caseId), NOW)).referrals;
const read = async (id: string, member: SignedIn = world.north.members.lawyer) =>
  shown(await onCase(member, 'readReferrals', caseId, (uow) => viewReferral(uow, caseId, id), NOW));
const answer = (id: string, outcomeOn = '2026-11-22') =>
  onCase(
    world.north.members.counsellor,
    'recordReferral',
    caseId,
    (uow) => recordOutcome(uow, caseId, id, { outcome: 'helped', outcomeOn, outcomeNote: 'went well' }),
    NOW,
  );
const agreed = (changes: Parameters<typeof consentTo>[3] = {}) =>
  consentTo(
    world.north.members.caseworker,
    caseId,
    'referral',
    { givenOn: '2026-11-10', note: 'a fictional service', ...changes },
    NOW,
  );
const withdrawn = (consentId: string) =>
  onCase(
    world.north.members.caseworker,
    'withdrawConsent',
    caseId,
    (uow) => withdrawConsent(uow, caseId, rowOf('referral'), { consentId, note: undefined }),
    NOW,
  );
const sql = (text: string, values: unknown[]) => connectedAs('superuser', (client) => client.query(text, values));

describe('the form of a referral', () => {
  const parse = (changes: object) =>
    ReferralSchema.safeParse({ ...TOLD, ...changes }).error?.issues.map(({ path, message }) => [path[0], message]);
  it('asks for consent and categories only when something is passed on', () => {
    expect(parse({})).toBeUndefined();
    expect(parse({ way: 'passed_on' })).toEqual([
      ['consentId', 'referrals:error.consent'],
      ['categories', 'choose_one'],
    ]);
    expect(parse({ categories: ['contact'] })).toEqual([['categories', 'referrals:error.nothingPassed']]);
  });
});

describe('a referral', () => {
  it('without anything passed on needs no consent; list, page, timeline and log show it, and the database nothing of it', async () => {
    const id = await record(TOLD);
    expect(await listed()).toMatchObject([
      {
        id,
        service: 'employment',
        recipient: 'Fictional office',
        referredOn: '2026-11-20',
        way: 'told',
        consent: null,
        outcome: null,
      },
    ]);
    expect(await read(id)).toMatchObject({ note: 'bring papers', mayAnswer: true, worker: expect.any(String) });
    const { moments } = shown(
      await onCase(world.north.members.caseworker, 'readCase', caseId, (uow) => viewCase(uow, caseId), NOW),
    );
    expect(moments).toContainEqual(
      expect.objectContaining({ what: 'referral', service: 'employment', at: '2026-11-20' }),
    );
    const { rows } = await sql(`SELECT r::text AS text FROM casework.referral r WHERE id = $1`, [id]);
    for (const word of ['employment', 'Fictional', 'papers', Buffer.from('Fictional office').toString('hex')])
      expect(rows[0]!.text).not.toContain(word);
    const events = await sql(
      `SELECT action, consent_id, detail ->> 'way' AS way FROM audit.event WHERE type = 'referral.recorded' AND resource_id = $1`,
      [id],
    );
    expect(events.rows).toEqual([{ action: 'recordReferral', consent_id: null, way: 'told' }]);
  });

  it('that passes something on names a consent which is active, covers it, and came before', async () => {
    const consentId = await agreed();
    await expect(record(passing(consentId, { referredOn: '2026-11-09' }))).rejects.toMatchObject({
      fields: { consentId: ['referrals:error.notActive'] },
    });
    await expect(record(passing(consentId, { categories: ['contact', 'psychosocial'] }))).rejects.toMatchObject({
      fields: { categories: ['referrals:error.notAgreed'] },
    });
    const id = await record(passing(consentId));
    expect(await read(id)).toMatchObject({ consent: 'given', categories: ['contact'] });
    const events = await sql(
      `SELECT consent_id, purpose FROM audit.event WHERE type = 'referral.recorded' AND resource_id = $1`,
      [id],
    );
    expect(events.rows).toEqual([{ consent_id: consentId, purpose: 'referral' }]);

    await withdrawn(consentId);
    await expect(record(passing(consentId))).rejects.toMatchObject({
      fields: { consentId: ['referrals:error.notActive'] },
    });
    expect((await read(id)).consent).toBe('withdrawn');
    const form = shown(
      await onCase(world.north.members.caseworker, 'recordReferral', caseId, (uow) => newReferral(uow, caseId), NOW),
    );
    expect(form.consents).toEqual([]);
  });

  it('stands on no consent to something else, and on none of another case', async () => {
    const { caseworker, supervisor } = world.north.members;
    const other = await consentTo(caseworker, caseId, 'anonymised_statistics', { givenOn: '2026-11-10' }, NOW);
    await expect(record(passing(other))).rejects.toThrow(Invalid);
    const elsewhere = await consentTo(
      caseworker,
      await aCase(caseworker, supervisor),
      'referral',
      { givenOn: '2026-11-10', note: 'a fictional service' },
      NOW,
    );
    await expect(record(passing(elsewhere))).rejects.toThrow(Invalid);
  });

  it('goes to the organisation that the consent names', async () => {
    const consentId = await agreed({ recipientOrganisationId: world.south.id });
    await expect(record(passing(consentId, { recipient: 'Another office' }))).rejects.toMatchObject({
      fields: { recipient: ['referrals:error.otherRecipient'] },
    });
    const id = await record(passing(consentId, { recipient: undefined }));
    const form = shown(
      await onCase(world.north.members.caseworker, 'recordReferral', caseId, (uow) => newReferral(uow, caseId), NOW),
    );
    expect(form.consents).toMatchObject([{ id: consentId, categories: ['contact'] }]);
    expect((await read(id)).recipient).toBe(form.consents[0]!.recipient);
    await withdrawn(consentId);
    await expect(record({ ...TOLD, recipient: undefined })).rejects.toMatchObject({
      fields: { recipient: ['required'] },
    });
  });

  it('gets its answer once, not before the day and not in the future', async () => {
    const id = await record(TOLD);
    await expect(answer(id, '2026-11-19')).rejects.toMatchObject({
      fields: { outcomeOn: ['referrals:error.beforeReferral'] },
    });
    await expect(answer(id, '2026-11-24')).rejects.toMatchObject({ fields: { outcomeOn: ['date_too_late'] } });
    await answer(id);
    await expect(answer(id)).rejects.toThrow(Conflict);
    expect(await read(id)).toMatchObject({
      outcome: { code: 'helped', on: '2026-11-22' },
      outcomeNote: 'went well',
      note: 'bring papers',
      mayAnswer: false,
    });
    const { moments } = shown(
      await onCase(world.north.members.caseworker, 'readCase', caseId, (uow) => viewCase(uow, caseId), NOW),
    );
    expect(moments).toContainEqual(
      expect.objectContaining({ what: 'referral_answered', outcome: 'helped', at: '2026-11-22' }),
    );
  });

  it('is counted once she agreed to figures', async () => {
    const count = async () =>
      (await factsOf(world.north.id)).filter(({ indicator }) => indicator === 'referrals').length;
    const before = await count();
    await record(TOLD);
    expect(await count()).toBe(before + 1);
  });

  it('is not there for a colleague who is not on the case, and closed to supervisors and to another organisation', async () => {
    const { colleague, supervisor } = world.north.members;
    const id = await record(TOLD);
    await expect(read(id, colleague)).rejects.toThrow(NotFound);
    await expect(read(id, supervisor)).rejects.toThrow(Forbidden);
    await expect(read(id, world.south.members.caseworker)).rejects.toThrow(NotFound);
    for (const member of [colleague, supervisor, world.south.members.caseworker, world.commission.members.secretary]) {
      expect(await rowsSeen(member, 'SELECT id FROM casework.referral WHERE id = $1', [id])).toEqual([]);
    }
    expect(
      await rowsSeen(world.north.members.lawyer, 'SELECT id FROM casework.referral WHERE id = $1', [id]),
    ).toHaveLength(1);
  });
});

describe('row-level security of referrals', () => {
  const insert = (consentId: string | null, categories: string[], way = consentId ? 'passed_on' : 'told') =>
    rowsSeen(
      world.north.members.caseworker,
      `INSERT INTO casework.referral (id, organisation_id, case_id, referred_on, way, consent_id, categories, service_ct, recipient_ct, row_version, recorded_by, recorded_at)
       VALUES (gen_random_uuid(), $1, $2, '2026-11-20', $3, $4, $5, '\\x00', '\\x00', 1, $6, now()) RETURNING id`,
      [world.north.id, caseId, way, consentId, categories, world.north.members.caseworker.actor.id],
    );

  it('takes nothing passed on without an active consent that covers it, and no second answer', async () => {
    await expect(insert(null, ['contact'], 'passed_on')).rejects.toThrow(/referral_passes_on_with_consent/);
    const gone = await agreed();
    await withdrawn(gone);
    await expect(insert(gone, ['contact'])).rejects.toThrow(/row-level security/);
    const active = await agreed();
    await expect(insert(active, ['contact', 'identity'])).rejects.toThrow(/row-level security/);
    expect(await insert(active, ['contact'])).toHaveLength(1);

    const id = await record(TOLD);
    await answer(id);
    const member = world.north.members.caseworker;
    const again = `UPDATE casework.referral SET outcome_on = '2026-11-23', outcome_by = '${member.actor.id}' WHERE id = $1 RETURNING id`;
    expect(await rowsSeen(member, again, [id])).toEqual([]);
    await expect(
      rowsSeen(member, `UPDATE casework.referral SET note_ct = NULL WHERE id = $1 RETURNING id`, [id]),
    ).rejects.toThrow(/permission denied/);
  });
});
