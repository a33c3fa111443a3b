import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import type { UnitOfWork } from './unit-of-work.server.ts';

export type Transaction = Prisma.TransactionClient;

const transactions = new WeakMap<UnitOfWork, Transaction>();

export function bindTransaction(uow: UnitOfWork, transaction: Transaction): void {
  transactions.set(uow, transaction);
}

/** The open transaction of a unit of work. Only a `*-repo.server.ts` and the kernel may import this module. */
export function transactionOf(uow: UnitOfWork): Transaction {
  const transaction = transactions.get(uow);
  if (!transaction) throw new Error('This unit of work has ended.');
  return transaction;
}

export function unbindTransaction(uow: UnitOfWork): void {
  transactions.delete(uow);
}
