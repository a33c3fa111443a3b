import { openCommitting, sealCommitting, SUITE_AES256GCM_COMMITTING } from './committing-cipher.server.ts';
import { lengthPrefixed } from './encode.ts';
import { padText, unpadText } from './padding.ts';

/**
 * Where a value lives. All of it is bound into the ciphertext: moved to another organisation, table, column, row, case,
 * compartment, epoch or version of the row, it does not open.
 */
export type FieldAddress = {
  organisationId: string;
  table: string;
  column: string;
  rowId: string;
  /** The case (or other subject, such as a packet) whose content key seals the value. */
  subjectId: string;
  compartment: string;
  epoch: number;
  rowVersion: number;
};

/**
 * Seals one value of one row under the 32-byte content key of its subject and compartment: 81 bytes longer than the value,
 * laid out as in committing-cipher.server.ts. Time per field: `npm run bench`, part (b).
 */
export function sealField(contentKey: Uint8Array, address: FieldAddress, plaintext: Uint8Array): Buffer<ArrayBuffer> {
  return sealCommitting(contentKey, contextOf('linden/field/bytes', address), plaintext);
}

/** The value sealed at exactly this address. Throws DecryptionError, with one message, for every other. */
export function openField(contentKey: Uint8Array, address: FieldAddress, stored: Uint8Array): Buffer<ArrayBuffer> {
  return openCommitting(contentKey, contextOf('linden/field/bytes', address), stored);
}

/** Seals a text, padded to a bucket (padding.ts) so that the stored length hides the text's own. */
export function sealText(contentKey: Uint8Array, address: FieldAddress, text: string): Buffer<ArrayBuffer> {
  return sealCommitting(contentKey, contextOf('linden/field/text', address), padText(text));
}

/** The text sealed at exactly this address. Throws DecryptionError; a value of `sealField` is not a text. */
export function openText(contentKey: Uint8Array, address: FieldAddress, stored: Uint8Array): string {
  return unpadText(openCommitting(contentKey, contextOf('linden/field/text', address), stored));
}

function contextOf(format: string, address: FieldAddress): Uint8Array {
  return lengthPrefixed(
    format,
    SUITE_AES256GCM_COMMITTING,
    address.organisationId,
    address.table,
    address.column,
    address.rowId,
    address.subjectId,
    address.compartment,
    address.epoch,
    address.rowVersion,
  );
}
