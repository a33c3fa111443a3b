import { createHash, randomUUID } from 'node:crypto';
import { applicationWritten } from '#app/features/applications/application-written.server.ts';
import { ensureApplication } from '#app/features/applications/ensure-application.server.ts';
import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { takeAttempt } from '#app/kernel/rate-limit.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { MOST_FILES_OF_A_CASE, ownConsentOf, type NewEvidence } from './evidence.schema.ts';
import { countCaseEvidence, insertCustody, insertEvidence } from './evidence-repo.server.ts';
import { lookForHarm } from './look-for-harm.server.ts';
import { allowedMediaType } from './media-type.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'evidence.added': { type: string; bytes: number };
  }
}

/**
 * Adds a file to the application, which begins with it when there is none. The file's own name is not kept: it may name a
 * person. A psychological report needs the consent of that name; its absence is said, and nothing else is refused: what else
 * has a consent of its own stays out of the packet without it. A case and a member's day have a limit of files.
 */
export async function addEvidence(uow: UnitOfWork, caseId: string, form: NewEvidence) {
  const content = Buffer.from(await form.file.arrayBuffer());
  const mediaType = await allowedMediaType(content, form.file.name);
  const { consentId, missing } = await consentFor(uow, caseId, form.evidenceType);
  if (!mediaType || missing) {
    throw new Invalid({
      ...(missing ? { evidenceType: ['evidence:error.consent'] } : {}),
      ...(mediaType ? {} : { file: ['evidence:error.type'] }),
    });
  }
  if ((await countCaseEvidence(uow, caseId)) >= MOST_FILES_OF_A_CASE)
    throw new Invalid({ file: ['evidence:error.manyOfCase'] });
  if (!(await takeAttempt({ files: uow.actor.id }))) throw new Invalid({ file: ['evidence:error.manyOfDay'] });
  await lookForHarm(content);
  const application = await ensureApplication(uow, caseId);
  const id = randomUUID();
  await insertEvidence(uow, id, {
    caseId,
    applicationId: application.id,
    evidenceType: form.evidenceType,
    consentId,
    title: form.title,
    provenance: form.provenance,
    mediaType,
    sha256: createHash('sha256').update(content).digest('hex'),
    content,
  });
  await insertCustody(uow, { id, case_id: caseId }, 'added');
  await applicationWritten(uow, caseId);
  await noteActivity(uow, caseId);
  const answered = form.packetId && form.letterId;
  return done(redirectTo(answered ? `/packets/${form.packetId}/letters/${form.letterId}/answer` : `/cases/${caseId}/evidence`), {
    type: 'evidence.added',
    resource: { kind: 'Evidence', id },
    ...(consentId ? { consentId } : {}),
    detail: { type: form.evidenceType, bytes: content.length },
  });
}

/** The consent of its own that such evidence stands on; `missing`: it has none and cannot be without. */
async function consentFor(uow: UnitOfWork, caseId: string, evidenceType: string) {
  const purpose = ownConsentOf(evidenceType);
  const consent = purpose && (await activeConsent(uow, caseId, purpose, uow.now));
  return { consentId: consent?.id ?? null, missing: !consent && purpose === 'psychological_report' };
}
