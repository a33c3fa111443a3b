import { createHmac } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { transactionOf } from './transaction.server.ts';
import type { UnitOfWork } from './unit-of-work.server.ts';

/** A form's mark (`<path>#<form id>`) as it is stored: only the member who wrote can tell which form it was. 32 bytes. */
export function draftHash(uow: UnitOfWork, mark: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHmac('sha256', uow.draftKey).update(lengthPrefixed('linden/draft', mark)).digest());
}

/** The form was saved: its draft, named in the hidden `_draft`, goes in the same transaction. */
export async function forgetDraft(uow: UnitOfWork, mark: FormDataEntryValue | null): Promise<void> {
  if (typeof mark !== 'string' || mark === '') return;
  await transactionOf(uow).draft.deleteMany({ where: { member_id: uow.actor.id, form_hash: draftHash(uow, mark) } });
}
