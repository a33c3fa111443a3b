import * as z from 'zod';
import { RegistrationNumber } from '#app/features/packets/packet.schema.ts';
import { codeLists } from '#app/platform/codes.ts';
import { heldTogether } from '#app/platform/held-together.ts';
import { languages } from '#app/platform/i18n/languages.ts';

export const FileParams = z.object({ fileId: z.uuid() });

/** `-waiting`: the longest wait first. A bad value falls back to the newest first. */
const FILE_SORTS = ['-registered', 'registered', '-waiting', 'waiting'] as const;
export const FileListQuery = z.object({ sort: z.enum(FILE_SORTS).catch('-registered').default('-registered') });
export type FileListQuery = z.output<typeof FileListQuery>;

/** The inbox: the longest wait first, unless it is asked otherwise. */
export const InboxQuery = z.object({ sort: z.enum(['-waiting', 'waiting']).catch('-waiting').default('-waiting') });
export type InboxQuery = z.output<typeof InboxQuery>;

export const RegisterSchema = z.object({ registrationNumber: RegistrationNumber });
export type Register = z.output<typeof RegisterSchema>;

/** What the secretary found in order; the rest are gaps. */
export const CompletenessSchema = z.object({ complete: z.array(z.enum(codeLists.fileGap)).default([]) });

/** One request with every gap. */
export const RequestSchema = z.object({
  gaps: z.array(z.enum(codeLists.fileGap)).min(1),
  text: z.string().trim().min(20).max(5_000),
});
export type DocumentRequest = z.output<typeof RequestSchema>;

export const ConfirmSchema = z.object({});
export const AssignSchema = z.object({ memberId: z.uuid() });

/** No details are asked for: that there is a conflict is enough. */
export const ConflictSchema = z.object({ conflict: z.enum(['none', 'declared']) });

const Note = heldTogether(
  z.object({
    assessment: z.enum(codeLists.assessment).optional(),
    text: z.string().trim().max(5_000).optional(),
  }),
  ({ assessment, text }, refuse) => {
    if (assessment === undefined && text) refuse('assessment', 'commission:error.noAssessment');
  },
);

/** A reviewer's notes, criterion by criterion; what is not assessed yet stays open. */
export const NotesSchema = z.object({
  place_and_time_in_period: Note.default({}),
  circumstances: Note.default({}),
  consequences: Note.default({}),
  consistency: Note.default({}),
  supporting_material: Note.default({}),
});
export type Notes = z.output<typeof NotesSchema>;

export const MIN_REASONS = 120;

export const DecisionSchema = heldTogether(
  z.object({
    outcome: z.enum(['recognised', 'rejected']),
    reasons: z.string().trim().min(MIN_REASONS).max(20_000),
    remedy: z.string().trim().max(5_000).optional(),
    /** asked for only when the rest is in order: the decision is looked over before it goes */
    sure: z.boolean().optional(),
  }),
  ({ outcome, remedy, sure }, refuse, othersStand) => {
    const unsaid = outcome === 'rejected' && (remedy?.length ?? 0) < 20;
    if (unsaid) refuse('remedy', 'commission:error.remedyNeeded');
    if (othersStand && !unsaid && !sure) refuse('sure', 'commission:error.lookOver');
  },
);
export type DecisionForm = z.output<typeof DecisionSchema>;

export const FilePrintQuery = z.object({
  document: z.enum(['coded_packet', 'evidence']).catch('coded_packet').default('coded_packet'),
  language: z.enum(languages).catch('sq').default('sq'),
  number: z.coerce.number().int().min(1).max(500).optional().catch(undefined),
  supplement: z.coerce.number().int().min(1).max(500).optional().catch(undefined),
  as: z.literal('picture').optional().catch(undefined),
});
export type FilePrintQuery = z.output<typeof FilePrintQuery>;
