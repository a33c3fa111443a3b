import { randomUUID } from 'node:crypto';
import { draftHash } from '#app/kernel/draft-mark.server.ts';
import { Plaintext } from '#app/kernel/plaintext.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { openText, sealText, type FieldAddress } from '#app/platform/crypto/field-cipher.server.ts';

/** There is one draft key per member, made from her seed; it is replaced only with the seed. */
const DRAFT_EPOCH = 1;

/**
 * Seals the text over the draft that the form has, or as its first. A save that another one overtook is let go, and one over a
 * draft that was kept after `unlessSince`.
 */
export async function putDraft(uow: UnitOfWork, mark: string, text: string, unlessSince?: Date): Promise<void> {
  const { id: member_id, organisationId: organisation_id } = uow.actor;
  const key = { member_id, form_hash: draftHash(uow, mark) };
  const known = await transactionOf(uow).draft.findUnique({
    where: { member_id_form_hash: key },
    select: { id: true, row_version: true, updated_at: true },
  });
  if (known && unlessSince && known.updated_at > unlessSince) return;
  const row = { id: known?.id ?? randomUUID(), row_version: (known?.row_version ?? 0) + 1 };
  const content_ct = sealText(uow.draftKey, addressOf(uow, row), text);
  const written = { content_ct, row_version: row.row_version, case_id: await caseIn(uow, mark), updated_at: uow.now };
  if (known) {
    await transactionOf(uow).draft.updateMany({
      where: { id: known.id, row_version: known.row_version },
      data: written,
    });
  } else {
    await transactionOf(uow).draft.createMany({
      data: [{ ...key, organisation_id, id: row.id, ...written }],
      skipDuplicates: true,
    });
  }
}

/** The form's draft, still sealed against accident, and when it was kept. One that no longer opens is as good as none. */
export async function findDraft(uow: UnitOfWork, mark: string): Promise<{ text: Plaintext; savedAt: Date } | null> {
  const row = await transactionOf(uow).draft.findUnique({
    where: { member_id_form_hash: { member_id: uow.actor.id, form_hash: draftHash(uow, mark) } },
  });
  if (!row) return null;
  try {
    const text = openText(uow.draftKey, addressOf(uow, row), row.content_ct);
    return { text: new Plaintext(text, { table: 'draft', column: 'content' }), savedAt: row.updated_at };
  } catch (error) {
    if (error instanceof DecryptionError) return null;
    throw error;
  }
}

export async function deleteDraftsBefore(uow: UnitOfWork, moment: Date): Promise<void> {
  await transactionOf(uow).draft.deleteMany({ where: { member_id: uow.actor.id, updated_at: { lt: moment } } });
}

/** The case that a form is about, from its address: so that erasing the case reaches what was being written in it. */
async function caseIn(uow: UnitOfWork, mark: string): Promise<string | null> {
  const named = /^\/cases\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f-])/.exec(mark)?.[1];
  // An address may name a case that there is not, or that is not hers.
  const found =
    named && (await transactionOf(uow).case_file.findUnique({ where: { id: named }, select: { id: true } }));
  return found ? found.id : null;
}

function addressOf(uow: UnitOfWork, row: { id: string; row_version: number }): FieldAddress {
  return {
    organisationId: uow.actor.organisationId,
    table: 'draft',
    column: 'content_ct',
    rowId: row.id,
    subjectId: uow.actor.id,
    compartment: 'draft',
    epoch: DRAFT_EPOCH,
    rowVersion: row.row_version,
  };
}
