import { Prisma } from '#app/platform/db/generated.server/client.ts';
import { transactionOf } from './transaction.server.ts';
import type { UnitOfWork } from './unit-of-work.server.ts';

const TOKEN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Claims a form's one-time token. The second of two posts waits for the first to commit and is then told where the first
 * one went; `null` = this post is the first. A form without a token is always the first.
 */
export async function claimSubmission(uow: UnitOfWork, token: string | null): Promise<{ location: string | null } | null> {
  if (!token || !TOKEN.test(token)) return null;
  const { count } = await transactionOf(uow).submission.createMany({
    data: [{ member_id: uow.actor.id, token, organisation_id: uow.actor.organisationId, submitted_at: uow.now }],
    skipDuplicates: true,
  });
  if (count > 0) return null;
  const earlier = await transactionOf(uow).submission.findUnique({
    where: { member_id_token: { member_id: uow.actor.id, token } },
  });
  return { location: earlier?.location ?? null };
}

/** Remembers where the first post went. */
export async function finishSubmission(uow: UnitOfWork, token: string | null, location: string): Promise<void> {
  if (!token || !TOKEN.test(token)) return;
  await transactionOf(uow).submission.updateMany({ where: { member_id: uow.actor.id, token }, data: { location } });
}

/** True for a unique constraint that another transaction satisfied first. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
