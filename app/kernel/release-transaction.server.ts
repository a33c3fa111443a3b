import { clientFor } from '#app/platform/db/clients.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

/** The release role's own transaction: it reads facts, writes cells, and can do nothing else. It has no actor. */
export type ReleaseTransaction = Prisma.TransactionClient;

/** One consistent view of the facts (repeatable read); whatever fails leaves no release behind. */
export function inReleaseTransaction<Result>(
  work: (transaction: ReleaseTransaction) => Promise<Result>,
): Promise<Result> {
  return clientFor('release').$transaction(work, {
    isolationLevel: 'RepeatableRead',
    timeout: 120_000,
    maxWait: 30_000,
  });
}
