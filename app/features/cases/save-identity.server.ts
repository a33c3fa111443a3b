import { randomUUID } from 'node:crypto';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { touchCase } from './case-repo.server.ts';
import { columnsOf } from './identity-fields.ts';
import { editorName, insertIdentity, openIdentity, updateIdentity } from './identity-repo.server.ts';
import type { Identity, IdentityField, IdentityForm } from './identity.schema.ts';
import { isUnusualPersonalNumber } from './personal-number.ts';
import { readIdentity } from './read-identity.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'identity.saved': { fields: readonly string[] };
  }
}

/** What the page shows when somebody saved first: each answer that differs, as it is stored and as it was typed. */
export interface IdentityConflict {
  rowVersion: number;
  changedBy: string | null;
  changedAt: string | null;
  differences: { field: IdentityField; theirs: string; mine: string }[];
}

/** Saves the identity of a case. Throws Conflict (with both answers) when it changed after the page was opened. */
export async function saveIdentity(uow: UnitOfWork, caseId: string, form: IdentityForm) {
  const { rowVersion, opening, ...identity } = form;
  if (identity.birthDate && identity.birthDate > isoDate(uow.now)) throw new Invalid({ birthDate: ['date_too_late'] });
  const found = await openIdentity(uow, caseId);
  if (!found && rowVersion !== 0) throw new NotFound();
  if (!found) await insertIdentity(uow, randomUUID(), caseId, columnsOf(identity));
  else if (found.row.row_version !== rowVersion || !(await updateIdentity(uow, found.row, rowVersion, columnsOf(identity)))) {
    throw new Conflict(await conflictWith(uow, caseId, identity));
  }
  await touchCase(uow, caseId);
  const fields = Object.entries(identity).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  return done(redirectTo(nextPage(caseId, form, opening === 'yes')), {
    type: 'identity.saved',
    detail: { fields },
  });
}

/** An unusual number gets a second look before going on. */
function nextPage(caseId: string, { numberKind, personalNumber }: Identity, opening: boolean): string {
  const flag = opening ? 'opening=yes' : '';
  if (numberKind !== 'other_document' && isUnusualPersonalNumber(personalNumber)) return `/cases/${caseId}/identity?saved=yes${flag && `&${flag}`}`;
  return opening ? `/cases/${caseId}/consents?${flag}` : `/cases/${caseId}`;
}

async function conflictWith(uow: UnitOfWork, caseId: string, typed: Identity): Promise<IdentityConflict> {
  const { identity: stored, rowVersion, updatedAt, updatedBy } = await readIdentity(uow, caseId, 'conflict');
  const fields = [...new Set([...Object.keys(stored), ...Object.keys(typed)])] as IdentityField[];
  return {
    rowVersion,
    changedBy: updatedBy ? await editorName(uow, updatedBy) : null,
    changedAt: updatedAt?.toISOString() ?? null,
    differences: fields.flatMap((field) => {
      const [theirs, mine] = [String(stored[field] ?? ''), String(typed[field] ?? '')];
      return theirs === mine ? [] : [{ field, theirs, mine }];
    }),
  };
}
