import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

export async function setState(uow: UnitOfWork, applicationId: string, state: string): Promise<void> {
  await transactionOf(uow).application.updateMany({ where: { id: applicationId }, data: { state, updated_at: uow.now } });
}
