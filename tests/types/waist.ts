/**
 * What must not compile. Never run: `tsc` fails when one of these lines compiles after all, and waist.test.ts shows that
 * each of them is an error of its own.
 */
import * as z from 'zod';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { done, type Done } from '#app/kernel/audit-events.ts';
import { sealRow } from '#app/kernel/codec.server.ts';
import { Plaintext } from '#app/kernel/plaintext.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { only } from '#app/kernel/scope.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';

declare const uow: UnitOfWork;
const list = { action: 'listCases', resource: ownOrganisation } as const;

// @ts-expect-error a loader without an event
export const silentLoader = actorLoader(list, async () => ({ rows: [] }));

// @ts-expect-error an action without an event
export const silentAction = actorAction({ ...list, form: z.object({}) }, async () => ({ ok: true }));

// @ts-expect-error a hand-made event beside a view
export const forged = actorLoader(list, async () => ({ view: 1, event: { type: 'case.opening', detail: {} } }));

// @ts-expect-error an event that nobody declared
export const unknownEvent = done(null, { type: 'case.invented', detail: {} });

// @ts-expect-error an event without its detail
export const bareEvent = done(null, { type: 'cases.listed' });

// @ts-expect-error a detail that is an object could carry content
export const widerDetail: Done<null> = done(null, { type: 'case.opening', detail: { person: { name: 'x' } } });

// @ts-expect-error an action that no policy knows
export const unknownAction = actorLoader({ action: 'readEverything', resource: ownOrganisation }, async () => done(null, { type: 'case.opening', detail: {} }));

// @ts-expect-error an action about a case, asked about an organisation
export const wrongResource = actorLoader({ action: 'readIdentity', resource: ownOrganisation }, async () => done(null, { type: 'case.opening', detail: {} }));

// @ts-expect-error a case without the parameter that names it
export const noParams = actorLoader({ action: 'readCase', resource: caseResource }, async () => done(null, { type: 'case.opening', detail: {} }));

// @ts-expect-error a scope of everything
export const everything = only<Prisma.case_fileWhereInput>({});

// @ts-expect-error a scope whose only condition may be absent
export const perhaps = only<{ organisation_id?: string }>({});

// @ts-expect-error a unit of work is no database client
export const rows = uow.case_file;

// @ts-expect-error a unit of work gives no transaction
export const transaction = uow.transaction;

const name = new Plaintext('x', { table: 'identity_record', column: 'full_name' });
// @ts-expect-error an opened value is no text
export const text: string = name;

// @ts-expect-error an opened value is revealed for a purpose
export const purposeless = uow.reveal(name);

// @ts-expect-error a field that the register does not know
export const unknownField = sealRow(uow, 'identity_record', { id: '', organisation_id: '', row_version: 1 }, { nickname: 'x' });

// @ts-expect-error a table that the register does not know
export const unknownTable = sealRow(uow, 'nicknames', { id: '', organisation_id: '', row_version: 1 }, { name: 'x' });
