import { caseHead } from '#app/features/cases/case-head.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findEvidence, insertCustody, listCaseEvidence } from './evidence-repo.server.ts';
import { endingOf } from './media-type.server.ts';
import { wholeContent } from './whole-content.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'evidence.downloaded': { evidence: string; bytes: number };
  }
}

/**
 * The file as it was added, as an attachment with a neutral name (`K-7F3QZ2-3.pdf`) that no browser shows or runs. Throws
 * DecryptionError when a piece was changed, moved, left out or put in another order.
 */
export async function downloadEvidence(uow: UnitOfWork, caseId: string, evidenceId: string) {
  const row = await findEvidence(uow, caseId, evidenceId);
  if (!row || row.removed_at) throw new NotFound();
  const { code } = await caseHead(uow, caseId);
  const content = await wholeContent(uow, row, 'download');
  await insertCustody(uow, row, 'downloaded');
  const number = (await listCaseEvidence(uow, caseId)).findIndex(({ id }) => id === evidenceId) + 1;
  return done(attachment(content, row.media_type, `${code}-${number}.${endingOf(row.media_type)}`), {
    type: 'evidence.downloaded',
    resource: { kind: 'Evidence', id: evidenceId },
    purpose: 'download',
    detail: { evidence: evidenceId, bytes: content.length },
  });
}

function attachment(content: Buffer, mediaType: string, name: string): Response {
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Length': String(content.length),
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}
