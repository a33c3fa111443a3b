import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { changeStep } from '#app/features/cases/change-step.server.ts';
import { CaseListQuery } from '#app/features/cases/case.schema.ts';
import { listCases } from '#app/features/cases/list-cases.server.ts';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { readDemographics } from '#app/features/cases/read-demographics.server.ts';
import { reopenCase } from '#app/features/cases/reopen-case.server.ts';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { showNames } from '#app/features/cases/show-names.server.ts';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { keepDraft } from '#app/features/drafts/keep-draft.server.ts';
import { leaveDraft } from '#app/features/drafts/leave-draft.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { addTask } from '#app/features/tasks/add-task.server.ts';
import { finishTask } from '#app/features/tasks/finish-task.server.ts';
import { viewTasks } from '#app/features/tasks/view-tasks.server.ts';
import type { IdentityForm } from '#app/features/cases/identity.schema.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { forgetDraft } from '#app/kernel/draft-mark.server.ts';
import { Conflict, Forbidden } from '#app/kernel/errors.ts';
import { ownAccount, ownOrganisation } from '#app/kernel/resource.server.ts';
import { claimSubmission, finishSubmission } from '#app/kernel/submission.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { aCase, onCase } from '../support/casework.ts';
import { shown } from '../support/packets.ts';
import { connectedAs } from '../support/database.ts';
import { createWorld, locationOf, perform, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const save = (member: SignedIn, caseId: string, form: IdentityForm) =>
  onCase(member, 'editIdentity', caseId, (uow) => saveIdentity(uow, caseId, form));
const identity = (member: SignedIn, caseId: string) => onCase(member, 'readIdentity', caseId, (uow) => viewIdentity(uow, caseId));
const list = (member: SignedIn, query: Record<string, string> = {}) =>
  perform(member, 'listCases', ownOrganisation, {}, (uow) => listCases(uow, CaseListQuery.parse(query)));
const nothingToTell = { type: 'case.opening', detail: {} } as const;

describe('identity', () => {
  it('is saved under a new version, and both answers come back when two people write', async () => {
    const { caseworker, colleague, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor, [colleague]);
    await save(caseworker, caseId, { fullName: 'First Version', sex: 'female', birthYear: 1975, rowVersion: 1 });
    await expect(identity(colleague, caseId)).resolves.toMatchObject({
      rowVersion: 2,
      identity: { fullName: 'First Version', sex: 'female', birthYear: 1975 },
    });
    const late = save(colleague, caseId, { fullName: 'Second Version', sex: 'female', rowVersion: 1 });
    await expect(late).rejects.toThrow(Conflict);
    await expect(late).rejects.toMatchObject({
      view: {
        rowVersion: 2,
        differences: expect.arrayContaining([{ field: 'fullName', theirs: 'First Version', mine: 'Second Version' }]),
      },
    });
    const shown = await connectedAs('superuser', (client) =>
      client.query(`SELECT detail FROM audit.event WHERE type = 'form.conflict' AND case_id = $1`, [caseId]),
    );
    expect(shown.rows).toEqual([{ detail: expect.objectContaining({ revealedFor: ['conflict'] }) }]);
    await expect(identity(caseworker, caseId)).resolves.toMatchObject({ identity: { fullName: 'First Version' } });
    await save(colleague, caseId, { fullName: 'Second Version', sex: 'female', rowVersion: 2 });
    await expect(identity(caseworker, caseId)).resolves.toMatchObject({ rowVersion: 3, identity: { fullName: 'Second Version' } });
  });

  it('gives statistics codes and a birth date, and no name', async () => {
    const { caseworker, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    await save(caseworker, caseId, { fullName: 'Somebody', community: 'roma', municipality: '05', birthDate: '1970-02-03', rowVersion: 1 });
    let known: object | null = null;
    await onCase(caseworker, 'readIdentity', caseId, async (uow) => {
      known = await readDemographics(uow, caseId);
      return done(null, { type: 'identity.viewed', detail: {} });
    });
    expect(known).toEqual({ community: 'roma', municipality: '05', birthDate: '1970-02-03' });
  });

  it('asks for a second look at an unusual number, and keeps it', async () => {
    const { caseworker, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    const kept = await save(caseworker, caseId, { personalNumber: '1234567890', rowVersion: 1 });
    expect(locationOf(kept)).toContain('saved=yes');
    await expect(identity(caseworker, caseId)).resolves.toMatchObject({ identity: { personalNumber: '1234567890' } });
  });
});

describe('names in a list', () => {
  it('are shown for her own cases, recorded one by one, and for no other', async () => {
    const { caseworker, colleague, supervisor } = world.north.members;
    const [mine, hers] = [await aCase(caseworker, supervisor), await aCase(colleague, supervisor)];
    await save(caseworker, mine, { fullName: 'Mine', rowVersion: 1 });
    await save(colleague, hers, { fullName: 'Hers', rowVersion: 1 });
    const shown = await perform(caseworker, 'revealNames', ownOrganisation, {}, (uow) => showNames(uow, [mine, hers]));
    expect(shown).toEqual({ names: { [mine]: 'Mine' } });
    const events = await connectedAs('superuser', (client) =>
      client.query(`SELECT detail -> 'cases' AS cases FROM audit.event WHERE type = 'cases.names_shown' AND actor_id = $1`, [
        caseworker.actor.id,
      ]),
    );
    expect(events.rows).toEqual([{ cases: [mine] }]);
    const refusals = await connectedAs('superuser', (client) =>
      client.query(`SELECT action, outcome, case_id FROM audit.event WHERE type = 'access.denied' AND actor_id = $1 AND resource_id = $2`, [caseworker.actor.id, hers]),
    );
    expect(refusals.rows).toEqual([{ action: 'revealNames', outcome: 'denied', case_id: hers }]);
  });
});

describe('a form posted twice', () => {
  it('opens one case and answers with the first one', async () => {
    const { caseworker } = world.south.members;
    const token = randomUUID();
    const post = () =>
      perform(caseworker, 'openCase', ownOrganisation, {}, async (uow: UnitOfWork) => {
        const earlier = await claimSubmission(uow, token);
        if (earlier) return done(earlier.location, nothingToTell);
        const opened = await openCase(uow, { channel: 'phone' });
        await finishSubmission(uow, token, opened.view.location);
        return done(opened.view.location, opened.event);
      });
    const [first, second] = await Promise.all([post(), post()]);
    expect(first).toBe(second);
    await expect(list(caseworker)).resolves.toMatchObject({ total: 1 });
  });
});

describe('the six steps', () => {
  it('close a case, which only the supervisor opens again', async () => {
    const { caseworker, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    const move = (step: 'planning' | 'closure', fromStep: 'engagement' | 'planning') =>
      onCase(caseworker, 'recordCasework', caseId, (uow) => changeStep(uow, caseId, { step, fromStep }));
    await move('planning', 'engagement');
    await expect(move('closure', 'engagement')).rejects.toThrow(Conflict);
    await onCase(caseworker, 'recordCasework', caseId, (uow) => addTask(uow, caseId, { kind: 'follow_up' }));
    await expect(move('closure', 'planning')).rejects.toMatchObject({ fields: { step: ['cases:error.openTasks'] } });
    const { tasks } = shown(await onCase(caseworker, 'readCasework', caseId, (uow) => viewTasks(uow, caseId)));
    await onCase(caseworker, 'recordCasework', caseId, (uow) => finishTask(uow, caseId, { taskId: tasks[0]!.id, from: 'case' }));
    await move('closure', 'planning');
    await expect(move('planning', 'planning')).rejects.toThrow(Forbidden);
    await expect(onCase(caseworker, 'assignCase', caseId, (uow) => reopenCase(uow, caseId))).rejects.toThrow(Forbidden);
    const [{ code = '' } = {}] = (shown(await list(caseworker, { closed: 'yes' }))).items.filter((item) => item.id === caseId);
    await expect(list(caseworker, { code })).resolves.toMatchObject({ items: [{ id: caseId, closed: true }] });
    await expect(list(caseworker, { code: code.slice(0, 5) })).resolves.toMatchObject({ items: [] });
    await onCase(supervisor, 'assignCase', caseId, (uow) => reopenCase(uow, caseId));
    await expect(list(caseworker, { step: 'follow_up' })).resolves.toMatchObject({ items: [{ id: caseId, closed: false }] });
  });
});

describe('drafts', () => {
  const MARK = '/cases/new#first-contact';
  const WRITTEN = 'Only on Thursdays, ask for the baker';
  const keep = (member: SignedIn, hours: string) =>
    perform(member, 'keepDraft', ownAccount, {}, (uow) => keepDraft(uow, { form: MARK, fields: { hours } }));
  const kept = async (member: SignedIn, then?: (uow: UnitOfWork) => Promise<void>) => {
    let draft: object | null = null;
    await perform(member, 'keepDraft', ownAccount, {}, async (uow) => {
      await then?.(uow);
      draft = await keptDraft(uow, MARK);
      return done(null, nothingToTell);
    });
    return draft;
  };

  it('come back to who wrote them, and to nobody else', async () => {
    const { caseworker, colleague } = world.north.members;
    await keep(caseworker, 'first');
    await keep(caseworker, WRITTEN);
    expect(await kept(caseworker)).toMatchObject({ fields: { hours: WRITTEN } });
    expect(await kept(colleague)).toBeNull();
  });

  it('are sealed: neither the text nor the form can be read in the database', async () => {
    await keep(world.north.members.caseworker, WRITTEN);
    const stored = await connectedAs('superuser', (client) =>
      client.query<{ content_ct: Buffer; row: string }>('SELECT content_ct, d::text AS row FROM casework.draft d'),
    );
    expect(stored.rows.length).toBeGreaterThan(0);
    for (const { content_ct, row } of stored.rows) {
      expect(content_ct.includes('baker')).toBe(false);
      expect(row).not.toContain('first-contact');
    }
    // The same look finds a text that was not sealed.
    expect(Buffer.from(JSON.stringify({ hours: WRITTEN })).includes('baker')).toBe(true);
  });

  it('go when she wants to begin without one: hers alone, and the way back leads to no other place', async () => {
    const { caseworker, colleague } = world.north.members;
    await keep(caseworker, WRITTEN);
    const leave = (member: SignedIn, back: string) =>
      perform(member, 'keepDraft', ownAccount, {}, (uow) => leaveDraft(uow, { mark: MARK, back }));
    await leave(colleague, '/cases/new');
    expect(await kept(caseworker)).toMatchObject({ fields: { hours: WRITTEN } });
    expect(locationOf(await leave(caseworker, '/cases/new?a=b'))).toBe('/cases/new?a=b');
    expect(await kept(caseworker)).toBeNull();
    expect(locationOf(await leave(caseworker, '//elsewhere.invalid/cases'))).toBe('/');
  });

  it('go when their form is saved', async () => {
    const { caseworker } = world.north.members;
    await keep(caseworker, WRITTEN);
    expect(await kept(caseworker, (uow) => forgetDraft(uow, MARK))).toBeNull();
  });
});
