import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { speak } from '#app/platform/crypto/spoken-code.ts';
import { env } from '#app/platform/env/env.server.ts';
import { cancelInvitation, findInvitation, findInvitations } from './invitation-repo.server.ts';
import { codeNameOf } from './new-invitation.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'invitation.viewed': { code_shown: boolean };
    'invitation.handed_over': Record<string, never>;
    'invitation.cancelled': Record<string, never>;
  }
}

export type InvitationState = 'open' | 'accepted' | 'cancelled' | 'expired';

const SHOWN_DAYS = 30;

type Row = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;

function summary(row: Row | Awaited<ReturnType<typeof findInvitations>>[number], now: Date) {
  const ended: InvitationState | null = row.accepted_at ? 'accepted' : row.cancelled_at ? 'cancelled' : null;
  return {
    id: row.id,
    kind: row.kind,
    organisation: row.organisation.name,
    name: row.display_name,
    email: row.email,
    roles: row.roles,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    state: ended ?? (row.expires_at <= now ? ('expired' as const) : ('open' as const)),
  };
}
export type InvitationSummary = ReturnType<typeof summary>;

/** The invitations of the last thirty days that the actor may see. */
export async function recentInvitations(uow: UnitOfWork): Promise<InvitationSummary[]> {
  const since = new Date(uow.now.getTime() - SHOWN_DAYS * 86_400_000);
  return (await findInvitations(uow, since)).map((row) => summary(row, uow.now));
}

/** One invitation; its link and code as long as the session of whoever made it keeps them. */
export async function viewInvitation(uow: UnitOfWork, id: string) {
  const row = await findInvitation(uow, id);
  if (!row) throw new NotFound();
  const view = summary(row, uow.now);
  const kept = view.state === 'open' ? uow.safe.get(codeNameOf(id)) : undefined;
  const code = kept ? speak(kept) : null;
  const link = code ? `${env().origin}/join#${code}` : null;
  return done(
    { ...view, code, link },
    { type: 'invitation.viewed', detail: { code_shown: code !== null }, resource: { kind: 'Invitation', id } },
  );
}

/** She has handed the link over: it is shown no more. */
export async function handedOver(uow: UnitOfWork, id: string, back: string) {
  await uow.safe.remove(codeNameOf(id));
  return done(redirectTo(back), { type: 'invitation.handed_over', detail: {}, resource: { kind: 'Invitation', id } });
}

/** Nobody can use the link any more. */
export async function cancel(uow: UnitOfWork, id: string, back: string) {
  if (!(await cancelInvitation(uow, id))) throw new NotFound();
  await uow.safe.remove(codeNameOf(id));
  return done(redirectTo(back), { type: 'invitation.cancelled', detail: {}, resource: { kind: 'Invitation', id } });
}
