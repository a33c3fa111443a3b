import * as z from 'zod';
import { ORGANISATION_KINDS, CSO_CAPABILITIES } from '#app/kernel/roles.ts';
import { languages } from '#app/platform/i18n/languages.ts';

/** How long a link is good for. */
export const INVITATION_HOURS = 72;
export const PASSWORD_LENGTH = { min: 15, max: 1024 } as const;

export const InvitationParams = z.object({ invitationId: z.uuid() });
export const MemberParams = z.object({ memberId: z.uuid() });
export const OrganisationParams = z.object({ organisationId: z.uuid() });

const name = z.string().trim().min(2).max(120);
const email = z.email().max(254).toLowerCase();
const language = z.enum(languages);

/** `understood`: she was told that the roles do not go together, and wants them all the same. */
export const InviteSchema = z.object({
  name,
  email,
  roles: z.array(z.string().max(40)).min(1).max(8),
  language,
  understood: z.boolean().optional(),
});
export type InviteForm = z.output<typeof InviteSchema>;

export const InvitationIdSchema = z.object({ invitationId: z.uuid() });

export const RENEWAL_REASON = { min: 20, max: 500 } as const;
export const RenewSchema = z.object({ reason: z.string().trim().min(RENEWAL_REASON.min).max(RENEWAL_REASON.max) });

export const NewOrganisationSchema = z.object({
  name,
  shortName: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]{1,30}$/, 'short_name_form'),
  kind: z.enum(ORGANISATION_KINDS.filter((kind) => kind !== 'host')),
  capabilities: z.array(z.enum(CSO_CAPABILITIES)).max(4),
});
export type NewOrganisationForm = z.output<typeof NewOrganisationSchema>;

/** `roles` only where an organisation has no vaults; elsewhere she becomes custodian. */
export const FirstInviteSchema = z.object({ name, email, roles: z.array(z.string().max(40)).max(8), language });
export type FirstInviteForm = z.output<typeof FirstInviteSchema>;

const code = z.string().trim().min(1).max(200);
export const JoinSchema = z.object({ code });
const passwords = {
  password: z.string().min(1).max(PASSWORD_LENGTH.max),
  again: z.string().min(1).max(PASSWORD_LENGTH.max),
};
/** The shares are asked for when an organisation is recovered, and only then. */
export const AcceptSchema = z.object({
  code,
  ...passwords,
  firstShare: z.string().trim().max(200).optional(),
  secondShare: z.string().trim().max(200).optional(),
});
export type AcceptForm = z.output<typeof AcceptSchema>;
