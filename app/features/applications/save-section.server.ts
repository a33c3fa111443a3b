import { createHash } from 'node:crypto';
import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { storedSection, type Section, type SectionForm } from './application.schema.ts';
import { findApplication, noteWriting, openApplication, updateTexts } from './application-repo.server.ts';
import { ensureApplication } from './ensure-application.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'application.section_saved': { section: string; filled: boolean };
  }
}

/** Names what a section said when a page was loaded, so that a save never overwrites what the writer has not seen. */
export function sectionDigest(text: string | null): string {
  return createHash('sha256')
    .update(text ?? '')
    .digest('base64url')
    .slice(0, 22);
}

/** Saves one section, empty or not. Two people may write different sections; on the same one the later gets a Conflict. */
export async function saveSection(uow: UnitOfWork, caseId: string, section: Section, form: SectionForm) {
  const row = await ensureApplication(uow, caseId);
  const before = uow.reveal((await openApplication(uow, row))[section], 'save');
  const after = storedSection(section, form);
  if (before !== after) {
    if (sectionDigest(before) !== form.base) throw new Conflict({ locked: false });
    if (!(await updateTexts(uow, row, { [section]: after }))) throw new Conflict({ locked: false });
    const written = await findApplication(uow, caseId);
    if (written) await noteWriting(uow, written);
    await noteActivity(uow, caseId);
  }
  return done(redirectTo(`/cases/${caseId}/application`), {
    type: 'application.section_saved',
    resource: { kind: 'Application', id: row.id },
    detail: { section, filled: after !== null },
  });
}
