import { beforeAll, describe, expect, it } from 'vitest';
import { AuditQuery } from '#app/features/audit/audit.schema.ts';
import { breakGlass } from '#app/features/cases/break-glass.server.ts';
import { assignCase, handOverCase, withdrawAssignment } from '#app/features/cases/change-team.server.ts';
import { listCases } from '#app/features/cases/list-cases.server.ts';
import { CaseListQuery } from '#app/features/cases/case.schema.ts';
import { showNames } from '#app/features/cases/show-names.server.ts';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { viewConsents } from '#app/features/consents/view-consents.server.ts';
import { listNotices } from '#app/features/notices/list-notices.server.ts';
import type { ActionFor } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Done } from '#app/kernel/audit-events.ts';
import { Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { aCase, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { createWorld, perform, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const ours = <View>(member: SignedIn, action: ActionFor<'Organisation'>, handler: (uow: UnitOfWork) => Promise<Done<View>>) =>
  perform(member, action, ownOrganisation, {}, handler);
const view = (member: SignedIn, caseId: string, now?: Date) => onCase(member, 'readCase', caseId, (uow) => viewCase(uow, caseId), now);
const consents = (member: SignedIn, caseId: string) => onCase(member, 'readConsents', caseId, (uow) => viewConsents(uow, caseId));
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

describe('a case of somebody else', () => {
  it('is as absent as one that never was', async () => {
    const { caseworker, colleague, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    await expect(view(caseworker, caseId)).resolves.toMatchObject({ id: caseId });
    for (const member of [colleague, world.south.members.caseworker, world.south.members.supervisor]) {
      await expect(view(member, caseId)).rejects.toThrow(NotFound);
      await expect(view(member, crypto.randomUUID())).rejects.toThrow(NotFound);
    }
    const refusals = await connectedAs('superuser', (client) =>
      client.query(`SELECT count(*)::int AS n FROM audit.event WHERE type = 'access.denied' AND resource_id = $1`, [caseId]),
    );
    expect(refusals.rows[0]).toEqual({ n: 3 });
  });
});

describe('a supervisor', () => {
  it('sees step and dates of every case, and no name', async () => {
    const { caseworker, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    await expect(view(supervisor, caseId)).resolves.toMatchObject({ step: 'engagement', may: { readIdentity: false, assignCase: true } });
    await expect(onCase(supervisor, 'readIdentity', caseId, (uow) => viewIdentity(uow, caseId))).rejects.toThrow(Forbidden);
    await expect(ours(supervisor, 'revealNames', (uow) => showNames(uow, [caseId]))).rejects.toThrow(Forbidden);
    await expect(ours(supervisor, 'listCases', (uow) => listCases(uow, CaseListQuery.parse({})))).resolves.toMatchObject({
      mayShowNames: false,
    });
  });

  it('cannot give herself a case', async () => {
    const { caseworker, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    const toHerself = onCase(supervisor, 'assignCase', caseId, (uow) => assignCase(uow, caseId, supervisor.actor.id));
    await expect(toHerself).rejects.toThrow(Forbidden);
    const toCustodian = onCase(supervisor, 'assignCase', caseId, (uow) =>
      assignCase(uow, caseId, world.north.members.custodian.actor.id),
    );
    await expect(toCustodian).rejects.toThrow(Invalid);
  });
});

describe('a case that changes hands', () => {
  it('is closed to the one before at once, open to the next, and never without anybody', async () => {
    const { caseworker, colleague, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    const alone = onCase(supervisor, 'assignCase', caseId, (uow) => withdrawAssignment(uow, caseId, caseworker.actor.id));
    await expect(alone).rejects.toThrow(Invalid);
    await onCase(supervisor, 'assignCase', caseId, (uow) => handOverCase(uow, caseId, caseworker.actor.id, colleague.actor.id));
    await expect(view(caseworker, caseId)).rejects.toThrow(NotFound);
    await expect(view(colleague, caseId)).resolves.toMatchObject({ id: caseId });
    await expect(ours(colleague, 'listNotifications', listNotices)).resolves.toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ kind: 'case_assigned', to: `/cases/${caseId}` })]),
    });
    await expect(ours(caseworker, 'listNotifications', listNotices)).resolves.toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ kind: 'case_unassigned', to: null })]),
    });
  });

  it('is not handed over to the one who has it, and stays with her', async () => {
    const { caseworker, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    const { id } = caseworker.actor;
    const toHerself = onCase(supervisor, 'assignCase', caseId, (uow) => handOverCase(uow, caseId, id, id));
    await expect(toHerself).rejects.toMatchObject({ fields: { toMemberId: ['cases:team.sameMember'] } });
    await expect(view(caseworker, caseId)).resolves.toMatchObject({ id: caseId });
  });

  it('keeps one of two when both are withdrawn in the same moment', async () => {
    const { caseworker, colleague, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor, [colleague]);
    const outcomes = await Promise.allSettled(
      [caseworker, colleague].map(({ actor }) =>
        onCase(supervisor, 'assignCase', caseId, (uow) => withdrawAssignment(uow, caseId, actor.id)),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('broken glass', () => {
  const REASON = 'She called the office in distress and her worker is away.';
  const open = (member: SignedIn, caseId: string, now = new Date()) =>
    onCase(member, 'breakGlass', caseId, (uow) => breakGlass(uow, caseId, REASON), now);

  it('opens consents for four hours, never identity, and is told', async () => {
    const { caseworker, supervisor, custodian, auditor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    await expect(consents(supervisor, caseId)).rejects.toThrow(Forbidden);
    await open(supervisor, caseId);
    await expect(consents(supervisor, caseId)).resolves.toBeDefined();
    await expect(onCase(supervisor, 'readIdentity', caseId, (uow) => viewIdentity(uow, caseId))).rejects.toThrow(Forbidden);
    await expect(view(supervisor, caseId)).resolves.toMatchObject({ glassUntil: expect.any(String) });
    // The auditor's notice leads to what her page of events knows; a custodian has no page of a case.
    for (const [told, to] of [[custodian, null], [auditor, `/audit?case=${caseId}`]] as const) {
      await expect(ours(told, 'listNotifications', listNotices)).resolves.toMatchObject({
        items: expect.arrayContaining([expect.objectContaining({ kind: 'glass_broken', unread: true, code: null, to })]),
      });
    }
    expect(AuditQuery.parse({ case: caseId })).toEqual({ case: caseId });
  });

  it('is whole again after four hours', async () => {
    const { caseworker, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    await open(supervisor, caseId, hoursAgo(4.01));
    await expect(consents(supervisor, caseId)).rejects.toThrow(Forbidden);
    await expect(view(supervisor, caseId)).resolves.toMatchObject({ glassUntil: null });
  });

  it('is not for a caseworker, and its reason is sealed', async () => {
    const { caseworker, supervisor } = world.north.members;
    const caseId = await aCase(caseworker, supervisor);
    await expect(open(caseworker, caseId)).rejects.toThrow(Forbidden);
    await open(supervisor, caseId);
    const stored = await connectedAs('superuser', (client) =>
      client.query<{ reason_ct: Buffer }>('SELECT reason_ct FROM casework.break_glass WHERE case_id = $1', [caseId]),
    );
    expect(stored.rows).toHaveLength(1);
    expect(stored.rows[0]?.reason_ct.includes('distress')).toBe(false);
  });
});
