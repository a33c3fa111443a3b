import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { pictureResponse } from '#app/platform/pictures/picture-response.server.ts';
import { isShown } from '#app/platform/pictures/shown-picture.server.ts';
import { findEvidence } from './evidence-repo.server.ts';
import { recordLook } from './record-look.server.ts';
import { wholeContent } from './whole-content.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** a picture was drawn anew and shown; the file itself stayed sealed */
    'evidence.shown': { evidence: string };
  }
}

/** A picture for the page, without what its file says of place, time and camera. Throws NotFound for what cannot be drawn. */
export async function showEvidence(uow: UnitOfWork, caseId: string, evidenceId: string) {
  const row = await findEvidence(uow, caseId, evidenceId);
  if (!row || row.removed_at || !isShown(row.media_type)) throw new NotFound();
  const picture = await pictureResponse(await wholeContent(uow, row, 'evidence'));
  if (!picture) throw new NotFound();
  await recordLook(uow, row);
  return done(picture, {
    type: 'evidence.shown',
    resource: { kind: 'Evidence', id: evidenceId },
    detail: { evidence: evidenceId },
  });
}
