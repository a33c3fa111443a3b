import { DecryptionError } from './decryption-error.ts';

// Text is stored in buckets, so that the length of a ciphertext says little about the length of a name or a note:
//   64, 128, 256, 512, 1024, 2048 or 4096 bytes, and above that the next multiple of 4096.
// A bucket holds  length (4 bytes, big-endian) ‖ text as UTF-8 ‖ zeros.  So texts of up to 60 bytes look alike; a name, an
// address and a code fit there. The length in front makes the end unambiguous, whatever the text ends with.

const SMALLEST_BUCKET = 64;
const PAGE = 4096;
const LENGTH_BYTES = 4;

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The size in bytes of the bucket that holds a text of so many UTF-8 bytes. */
export function bucketFor(textBytes: number): number {
  const needed = textBytes + LENGTH_BYTES;
  if (needed > PAGE) return Math.ceil(needed / PAGE) * PAGE;
  let bucket = SMALLEST_BUCKET;
  while (bucket < needed) bucket *= 2;
  return bucket;
}

/** A text in its bucket. Half a surrogate pair becomes U+FFFD, as everywhere where text becomes UTF-8. */
export function padText(text: string): Uint8Array {
  const bytes = utf8.encode(text);
  const bucket = new Uint8Array(bucketFor(bytes.length));
  new DataView(bucket.buffer).setUint32(0, bytes.length);
  bucket.set(bytes, LENGTH_BYTES);
  return bucket;
}

/** The text of a bucket. Throws DecryptionError unless it is exactly what `padText` would have made. */
export function unpadText(bucket: Uint8Array): string {
  if (bucket.length < SMALLEST_BUCKET) throw new DecryptionError();
  const length = new DataView(bucket.buffer, bucket.byteOffset, bucket.byteLength).getUint32(0);
  if (bucketFor(length) !== bucket.length) throw new DecryptionError();
  const end = LENGTH_BYTES + length;
  if (bucket.subarray(end).some((byte) => byte !== 0)) throw new DecryptionError();
  try {
    return strictUtf8.decode(bucket.subarray(LENGTH_BYTES, end));
  } catch {
    throw new DecryptionError();
  }
}
