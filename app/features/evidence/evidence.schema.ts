import * as z from 'zod';
import { codeLists, type Code } from '#app/platform/codes.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import type { ConsentPurpose } from '#app/features/consents/consent.schema.ts';

export const EvidenceParams = CaseParams.extend({ evidenceId: z.uuid() });

/** Evidence that goes into a packet only with a consent of its own, apart from the one to the submission. */
const CONSENTS: Partial<Record<Code<'evidenceType'>, ConsentPurpose>> = {
  psychological_report: 'psychological_report',
  witness_statement: 'witness_contact',
};

/** The purpose that evidence of this type stands on; null = it goes with the application. */
export function ownConsentOf(evidenceType: string): ConsentPurpose | null {
  return CONSENTS[evidenceType as Code<'evidenceType'>] ?? null;
}

const MEGABYTE = 1024 * 1024;
export const FILE_MAX_BYTES = 20 * MEGABYTE;
/** Pieces of one case, without removed ones; those that a member adds in a day, whatever becomes of them, are in rate-limit.server.ts. */
export const MOST_FILES_OF_A_CASE = 100;
/** A somewhat larger file is still read, so that the form itself can say that it is too big and keep what was typed. */
export const UPLOAD_MAX_BYTES = 40 * MEGABYTE;

/** What a file chooser offers; the server looks at the bytes. */
export const ACCEPT = '.pdf,.jpg,.jpeg,.png,.webp,.tif,.tiff,.heic,.docx,.odt,.mp3,.m4a,.ogg,.opus,.txt';

export const EvidenceSchema = z.object({
  evidenceType: z.enum(codeLists.evidenceType),
  title: z.string().trim().min(1).max(200),
  provenance: z.string().trim().max(2_000).optional(),
  /** the letter that is being answered: from there she came, and there she goes back */
  packetId: z.uuid().optional(),
  letterId: z.uuid().optional(),
  file: z.file().max(FILE_MAX_BYTES, 'evidence:error.tooBig').min(1, 'evidence:error.empty'),
});
export type NewEvidence = z.output<typeof EvidenceSchema>;

/** The answer to a letter that asked for this piece. */
export const NewEvidenceQuery = z.object({
  packet: z.uuid().optional().catch(undefined),
  letter: z.uuid().optional().catch(undefined),
});

export const RemoveSchema = z.object({ reason: z.string().trim().max(1_000).optional() });
