import { createHash } from 'node:crypto';
import { caseHead } from '#app/features/cases/case-head.server.ts';
import { done, redirectTo, type Done, type Redirect } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { assembleCopy } from './assemble-copy.server.ts';
import { askedLately } from './ask-for-copy.server.ts';
import { copyJson } from './copy-json.server.ts';
import type { CopyFileQuery } from './copy.schema.ts';
import { renderCopy } from './render-copy.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** `sha256`: of the file that left, so that the log can say whether a paper or a file is the one that was given */
    'copy.made': { format: string; language: string; parts: readonly string[]; sha256: string };
  }
}

const MEDIA = { pdf: 'application/pdf', json: 'application/json; charset=utf-8' } as const;

/** The copy itself, made in memory and kept nowhere. Without a word on how she asked there is none: back to the page. */
export async function downloadCopy(
  uow: UnitOfWork,
  caseId: string,
  { format, language }: CopyFileQuery,
): Promise<Done<Response | Redirect>> {
  const asked = await askedLately(uow, caseId);
  if (!asked) {
    return done(redirectTo(`/cases/${caseId}/copy?language=${language}`), {
      type: 'copy.viewed',
      detail: { parts: [] },
    });
  }
  const { code } = await caseHead(uow, caseId);
  const copy = await assembleCopy(uow, caseId, { code, language, asked });
  const content = format === 'pdf' ? renderCopy(copy).pdf : Buffer.from(copyJson(copy));
  const response = new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': MEDIA[format],
      'Content-Disposition': `attachment; filename="${code}-${language}.${format}"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
  return done(response, {
    type: 'copy.made',
    purpose: asked,
    detail: { format, language, parts: copy.held, sha256: createHash('sha256').update(content).digest('hex') },
  });
}
