import { beforeAll, describe, expect, it } from 'vitest';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { viewConsentRow } from '#app/features/consents/view-consent-row.server.ts';
import { viewConsents } from '#app/features/consents/view-consents.server.ts';
import { withdrawConsent } from '#app/features/consents/withdraw-consent.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { aCase, consentTo, onCase } from '../support/casework.ts';
import { testDatabase } from '../support/database.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { createWorld, type World } from '../support/world.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const STATISTICS = rowOf('anonymised_statistics');
let world: World;
let caseId: string;

beforeAll(async () => {
  world = await createWorld();
});

const probe = <View>(handler: (uow: UnitOfWork) => Promise<View>, now = NOW) =>
  onCase(world.north.members.caseworker, 'readConsents', caseId, async (uow) => done(await handler(uow), seen), now);
const seen = { type: 'consents.viewed', detail: { given: 0 } } as const;
const withdraw = (consentId: string, row = STATISTICS) =>
  onCase(world.north.members.caseworker, 'withdrawConsent', caseId, (uow) =>
    withdrawConsent(uow, caseId, row, { consentId, note: 'wish' }),
  );
const isActive = async (now = NOW) =>
  (await probe((uow) => activeConsent(uow, caseId, 'anonymised_statistics', uow.now), now)) !== null;

describe('a consent', () => {
  beforeAll(async () => {
    const { caseworker, supervisor, lawyer } = world.north.members;
    caseId = await aCase(caseworker, supervisor, [lawyer]);
  });

  it('is active from the day it was given to its last day, and not on the next', async () => {
    expect(await isActive()).toBe(false);
    const id = await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics', {
      givenOn: '2026-11-01',
      expiresOn: '2026-11-23',
    });
    expect(await isActive(new Date('2026-10-31T12:00:00Z'))).toBe(false);
    expect(await isActive()).toBe(true);
    expect(await isActive(new Date('2026-11-23T22:30:00Z'))).toBe(true);
    expect(await isActive(new Date('2026-11-23T23:30:00Z'))).toBe(false);
    await withdraw(id);
    expect(await isActive()).toBe(false);
  });

  it('for one purpose is none for another', async () => {
    const id = await consentTo(world.north.members.caseworker, caseId, 'contact_phone', { categories: ['contact'] });
    expect(await isActive()).toBe(false);
    await expect(withdraw(id, STATISTICS)).rejects.toBeInstanceOf(NotFound);
  });

  it('that was refused is not active, and a new answer is possible', async () => {
    await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics', {
      decision: 'refused',
      categories: [],
    });
    expect(await isActive()).toBe(false);
    const id = await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics');
    expect(await isActive()).toBe(true);
    await expect(consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics')).rejects.toBeInstanceOf(
      Invalid,
    );
    await withdraw(id);
    await expect(withdraw(id)).rejects.toBeInstanceOf(Conflict);
  });

  it('keeps its note sealed in the database and shows it after a withdrawal', async () => {
    await expect(consentTo(world.north.members.caseworker, caseId, 'referral')).rejects.toMatchObject({
      fields: { note: ['consents:error.nobodyNamed'] },
    });
    const id = await consentTo(world.north.members.caseworker, caseId, 'referral', { note: 'to the blue clinic' });
    const rows = await withConnection(testDatabase().superuser, (client) =>
      client.query<{ text: string }>(`SELECT encode(note_ct, 'escape') AS text FROM casework.consent WHERE id = $1`, [
        id,
      ]),
    );
    expect(rows.rows[0]?.text).not.toContain('blue clinic');
    await withdraw(id, rowOf('referral'));
    const view = await onCase(world.north.members.caseworker, 'readConsents', caseId, (uow) =>
      viewConsentRow(uow, caseId, rowOf('referral')),
    );
    expect(view).toMatchObject({
      answers: [{ state: 'withdrawn', note: 'to the blue clinic', withdrawalNote: 'wish' }],
    });
  });

  it.each(['contact_trusted_person', 'witness_contact', 'external_archive', 'prosecution'] as const)(
    'to somebody outside (%s) names who it is; a no need not',
    async (purpose) => {
      await consentTo(world.north.members.caseworker, caseId, purpose, { decision: 'refused', note: undefined });
      await expect(
        consentTo(world.north.members.caseworker, caseId, purpose, { note: undefined }),
      ).rejects.toMatchObject({ fields: { note: ['consents:error.nobodyInNote'] } });
      await consentTo(world.north.members.caseworker, caseId, purpose, { note: 'the blue person' });
    },
  );

  it('takes the language from the person and never from the screen', async () => {
    const { caseworker, supervisor } = world.north.members;
    const id = await aCase(caseworker, supervisor);
    const offered = async () =>
      (
        await onCase(caseworker, 'readConsents', id, (uow) => viewConsentRow(uow, id, STATISTICS))
      ) as unknown as { language: string | null };
    expect((await offered()).language).toBeNull();
    await onCase(caseworker, 'editIdentity', id, (uow) => saveIdentity(uow, id, { workerLanguage: 'tr', rowVersion: 1 }));
    expect((await offered()).language).toBe('tr');
    await consentTo(caseworker, id, 'contact_phone', { categories: ['contact'], language: 'rom' });
    expect((await offered()).language).toBe('rom');
  });

  it('shows every purpose, asked or not, and is closed to other organisations and to the unassigned', async () => {
    const sheet = await onCase(world.north.members.lawyer, 'readConsents', caseId, (uow) => viewConsents(uow, caseId));
    expect(sheet).toMatchObject({ rows: { length: 16 } });
    const others = [world.south.members.caseworker, world.north.members.colleague, world.commission.members.secretary];
    for (const other of others) {
      await expect(onCase(other, 'readConsents', caseId, (uow) => viewConsents(uow, caseId))).rejects.toBeInstanceOf(
        NotFound,
      );
    }
    const { supervisor } = world.north.members;
    await expect(onCase(supervisor, 'readConsents', caseId, (uow) => viewConsents(uow, caseId))).rejects.toBeInstanceOf(
      Forbidden,
    );
  });
});

describe('a withdrawal and a disclosure at the same time', () => {
  beforeAll(async () => {
    const { caseworker, supervisor, lawyer } = world.north.members;
    caseId = await aCase(caseworker, supervisor, [lawyer]);
  });

  it('waits for the disclosure that asked first', async () => {
    const id = await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics');
    const order: string[] = [];
    const asked = gate();
    const go = gate();
    const disclosing = onCase(world.north.members.lawyer, 'readConsents', caseId, async (uow) => {
      expect(await activeConsent(uow, caseId, 'anonymised_statistics', NOW)).toEqual({ id });
      asked.open();
      await go.passed;
      order.push('disclosed');
      return done(null, seen);
    });
    await asked.passed;
    const withdrawing = withdraw(id).then(() => order.push('withdrawn'));
    await blocked();
    go.open();
    await Promise.all([disclosing, withdrawing]);
    expect(order).toEqual(['disclosed', 'withdrawn']);
  });

  it('that comes first leaves the disclosure without a consent', async () => {
    const id = await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics');
    const withdrawn = gate();
    const go = gate();
    const withdrawing = onCase(world.north.members.caseworker, 'withdrawConsent', caseId, async (uow) => {
      const outcome = await withdrawConsent(uow, caseId, STATISTICS, { consentId: id });
      withdrawn.open();
      await go.passed;
      return outcome;
    });
    await withdrawn.passed;
    const asking = onCase(world.north.members.lawyer, 'readConsents', caseId, async (uow) =>
      done({ consent: await activeConsent(uow, caseId, 'anonymised_statistics', NOW) }, seen),
    );
    await blocked();
    go.open();
    await withdrawing;
    expect(await asking).toEqual({ consent: null });
  });

  it('is missed by a check without the lock', async () => {
    const id = await consentTo(world.north.members.caseworker, caseId, 'anonymised_statistics');
    const withdrawn = gate();
    const go = gate();
    const withdrawing = onCase(world.north.members.caseworker, 'withdrawConsent', caseId, async (uow) => {
      const outcome = await withdrawConsent(uow, caseId, STATISTICS, { consentId: id });
      withdrawn.open();
      await go.passed;
      return outcome;
    });
    await withdrawn.passed;
    const seenActive = await withConnection(testDatabase().superuser, async (client) => {
      const query = 'SELECT id FROM casework.consent WHERE id = $1 AND withdrawn_at IS NULL';
      return (await client.query(query, [id])).rowCount;
    });
    go.open();
    await withdrawing;
    expect(seenActive).toBe(1);
  });
});

function gate(): { open: () => void; passed: Promise<void> } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), passed };
}

/** Until a session of this database waits for another one's row. */
async function blocked(): Promise<void> {
  await withConnection(testDatabase().superuser, async (client) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const waiting = await client.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'`,
        [testDatabase().name],
      );
      if (waiting.rowCount) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('Nobody waits.');
  });
}
