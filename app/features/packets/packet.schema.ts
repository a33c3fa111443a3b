import * as z from 'zod';
import { codeLists } from '#app/platform/codes.ts';
import { pastWorkDay } from '#app/platform/day.ts';
import { heldTogether } from '#app/platform/held-together.ts';
import { languages } from '#app/platform/i18n/languages.ts';

export const PacketParams = z.object({ packetId: z.uuid() });
export const LetterParams = z.object({ packetId: z.uuid(), letterId: z.uuid() });

/** `nameSeen`: she was shown what in the coded texts says who the survivor is, and freezes all the same. */
export const FreezeSchema = z.object({
  language: z.enum(languages),
  nameSeen: z.boolean().default(false),
});
export type FreezeForm = z.output<typeof FreezeSchema>;

const day = pastWorkDay();

export const HandoverSchema = z.object({
  handedOverOn: day,
  route: z.enum(codeLists.handoverRoute),
  receivedBy: z.string().trim().max(200).optional(),
});
export type Handover = z.output<typeof HandoverSchema>;

/**
 * A number of the commission's register, `2026/0013`: digits, with one slash at most. It stands in the clear and reviewers see
 * it, so there is no room in it for a name or for a personal number.
 */
export const RegistrationNumber = z
  .string()
  .trim()
  .min(1)
  .regex(/^\d{1,6}(\/\d{1,6})?$/, 'packets:error.numberForm');

/** What the commission tells on paper: the same states that its own screens write. */
export const PAPER_STATES = [
  'registered',
  'incomplete',
  'supplemented',
  'under_review',
  'interview',
  'recognised',
  'rejected',
] as const;

/** `sure`: a decision is looked over once all else is in order, because a woman is told by it. */
export const PaperProgressSchema = heldTogether(
  z.object({
    state: z.enum(PAPER_STATES),
    happenedOn: day,
    registrationNumber: RegistrationNumber.optional(),
    sure: z.boolean().optional(),
  }),
  ({ state, registrationNumber, sure }, refuse, othersStand) => {
    if (state === 'registered' && !registrationNumber) refuse('registrationNumber', 'required');
    if ((state === 'recognised' || state === 'rejected') && !sure && othersStand) refuse('sure', 'packets:error.lookOverNews');
  },
);
export type PaperProgress = z.output<typeof PaperProgressSchema>;

/** A confirmation without any field of its own: opening a letter, referring a packet. */
export const ConfirmSchema = z.object({});

/** The answer to a request: pieces, words, or both. `nameSeen` as for freezing; `sure` is asked for once all else is in order. */
export const SupplementSchema = heldTogether(
  z.object({
    evidence: z.array(z.uuid()).max(100).default([]),
    note: z.string().trim().max(5_000).optional(),
    nameSeen: z.boolean().default(false),
    sure: z.boolean().optional(),
  }),
  ({ evidence = [], note }, refuse) => {
    if (evidence.length === 0 && (note?.length ?? 0) < 10) refuse('evidence', 'packets:error.nothingChosen');
  },
);
export type SupplementForm = z.output<typeof SupplementSchema>;

/** Which document of a packet: `number` counts the evidence from 1, of the packet itself or of its nth supplement. */
export const CodedPrintQuery = z.object({
  document: z.enum(['coded_packet', 'receipt', 'evidence']).catch('coded_packet').default('coded_packet'),
  language: z.enum(languages).catch('sq').default('sq'),
  number: z.coerce.number().int().min(1).max(500).optional().catch(undefined),
  supplement: z.coerce.number().int().min(1).max(500).optional().catch(undefined),
  /** a piece of evidence drawn anew for the page, instead of its file */
  as: z.literal('picture').optional().catch(undefined),
});
export type CodedPrintQuery = z.output<typeof CodedPrintQuery>;

export const SheetPrintQuery = z.object({ language: z.enum(languages).catch('sq').default('sq') });
