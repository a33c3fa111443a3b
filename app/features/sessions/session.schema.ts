import * as z from 'zod';
import { codeLists, type Code } from '#app/platform/codes.ts';
import { pastWorkDay } from '#app/platform/day.ts';
import { heldTogether } from '#app/platform/held-together.ts';

/** The kinds of support, each in its own compartment; an address carries the position, which says nothing. */
export const SUPPORT_KINDS = ['psychosocial', 'legal', 'casework'] as const;
export type SupportKind = (typeof SUPPORT_KINDS)[number];

export const SERVICES = {
  psychosocial: codeLists.psychosocialService,
  legal: codeLists.legalService,
  casework: codeLists.otherService,
} as const;
export type Service = (typeof SERVICES)[SupportKind][number];

export const SERVICE_GROUPS: Readonly<Record<SupportKind, Code<'serviceGroup'>>> = {
  psychosocial: 'psychosocial',
  legal: 'legal',
  casework: 'other',
};

export const SessionParams = z.object({ caseId: z.uuid(), sessionId: z.uuid() });
export const GroupParams = z.object({ groupId: z.uuid() });

/** `k`: the position of a kind, from 1. */
export const NewSessionQuery = z.object({ k: z.coerce.number().int().min(1).max(3).optional().catch(undefined) });

/** Who came to a group: `q` a part of a code, `go` once all are chosen. Those chosen are `c`, each by the id of a case. */
export const ChooseQuery = z.object({
  q: z.string().trim().max(20).optional().catch(undefined),
  go: z.enum(['yes']).optional().catch(undefined),
});
export const ChosenCases = z.array(z.uuid()).max(200).catch([]);

const heldOn = pastWorkDay();
/** 0 = not recorded */
const durationMinutes = z.coerce.number().int().min(0).max(720).default(0);
const place = z.string().trim().max(200).optional();
const note = z.string().trim().max(10_000).optional();

function sessionSchema<const Services extends readonly [Service, ...Service[]]>(services: Services) {
  return z.object({ heldOn, service: z.enum(services), durationMinutes, place, note });
}

/** Nothing but the day and what was done has to be filled in. */
export const SESSION_SCHEMAS = {
  psychosocial: sessionSchema(SERVICES.psychosocial),
  legal: sessionSchema(SERVICES.legal),
  casework: sessionSchema(SERVICES.casework),
} as const;

export interface SessionForm {
  heldOn: string;
  service: Service;
  durationMinutes: number;
  place?: string | undefined;
  note?: string | undefined;
}

/** A session written anew: `seenVersion` is the one that the page showed, `reason` why it is corrected. */
const corrected = {
  seenVersion: z.coerce.number().int().min(1),
  reason: z.string().trim().min(1).max(500),
};
export const CORRECTION_SCHEMAS = {
  psychosocial: SESSION_SCHEMAS.psychosocial.extend(corrected),
  legal: SESSION_SCHEMAS.legal.extend(corrected),
  casework: SESSION_SCHEMAS.casework.extend(corrected),
} as const;
export interface CorrectionForm extends SessionForm {
  seenVersion: number;
  reason: string;
}

export const GROUP_SERVICES = ['group_counselling', 'self_help_group', 'occupational_therapy'] as const;

export const GroupSessionSchema = heldTogether(
  z.object({
    heldOn,
    service: z.enum(GROUP_SERVICES),
    durationMinutes,
    place,
    topic: z.string().trim().max(200).optional(),
    note,
    attendees: z
      .array(z.object({ caseId: z.uuid(), present: z.boolean().default(false), note }))
      .max(200)
      .default([]),
  }),
  ({ attendees = [] }, refuse) => {
    if (!attendees.some(({ present }) => present)) refuse('attendees', 'sessions:error.nobodyAttended');
  },
);
export type GroupSessionForm = z.output<typeof GroupSessionSchema>;
