import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { applicationWritten } from '#app/features/applications/application-written.server.ts';
import { statementPath } from './statement-path.ts';
import {
  findStatement,
  findVersion,
  insertStatement,
  insertVersion,
  lockCase,
  openVersionText,
  updateStatement,
} from './statement-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'statement.started': { language: string };
    'statement.begun_anew': { from: string };
  }
}

/** An empty statement in the survivor's language. */
export async function startStatement(uow: UnitOfWork, caseId: string, language: string) {
  await lockCase(uow, caseId);
  if (await findStatement(uow, caseId)) throw new Conflict();
  const id = await insertStatement(uow, caseId, language);
  return done(redirectTo(statementPath(caseId)), {
    type: 'statement.started',
    resource: { kind: 'Statement', id },
    detail: { language },
  });
}

/** A new statement that begins with the approved text. The approved one stays readable and never changes. */
export async function beginAnew(uow: UnitOfWork, caseId: string, statementId: string) {
  await lockCase(uow, caseId);
  const approved = await findStatement(uow, caseId);
  if (!approved) throw new NotFound();
  if (approved.id !== statementId || approved.state !== 'approved') throw new Conflict();
  const version = await findVersion(uow, approved.id, approved.current_version);
  const text = version ? uow.reveal(await openVersionText(uow, version), 'continue writing') : null;
  const id = await insertStatement(uow, caseId, approved.language);
  const fresh = await findStatement(uow, caseId);
  if (!fresh || fresh.id !== id) throw new Conflict();
  await insertVersion(uow, fresh, { version: 1, kind: 'copied', text: text ?? '' });
  await updateStatement(uow, fresh, { state: 'drafting', current_version: 1 });
  await applicationWritten(uow, caseId);
  return done(redirectTo(statementPath(caseId)), {
    type: 'statement.begun_anew',
    resource: { kind: 'Statement', id },
    detail: { from: approved.id },
  });
}
