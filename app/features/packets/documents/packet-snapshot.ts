import { createHash } from 'node:crypto';
import type { Code } from '#app/platform/codes.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import type { Language } from '#app/platform/i18n/languages.ts';

export const EVIDENCE_TYPES = [
  'witness_statement',
  'medical_report',
  'psychological_report',
  'cso_documentation',
  'contemporaneous_record',
  'photo',
  'media',
  'court_file',
  'international_archive',
  'other',
] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

/** `pages` is null where a file has none (a recording); `sha256` is 64 hexadecimal digits. */
export type EvidenceEntry = {
  number: number;
  type: EvidenceType;
  title: string;
  provenance: string | null;
  pages: number | null;
  bytes: number;
  sha256: string;
};

export type DocumentNumberKind = 'personal_number' | 'former_number' | 'other_document';

export type ConsentPurpose = 'submission_to_commission' | 'attach_psychological_report' | 'contact_witness' | 'other';

/** A consent by its reference only: never its text. `given_on` is a date, '2026-11-23'. */
export type ConsentReference = {
  reference: string;
  purpose: ConsentPurpose;
  method: 'written' | 'oral';
  given_on: string;
};

/** The group is a code, so that each language names it; the description is the survivor's. */
export type PerpetratorEntry = { group: Code<'perpetratorGroup'>; description: string };

/** The newest checkpoint of the access log when the packet was frozen; `root` is base64, `at` a moment. On paper it leaves the host. */
export type PrintedCheckpoint = { size: number; root: string; at: string };

/** What reviewers read: a code and no name. Free text is the survivor's and is printed as it stands. */
export type CodedSnapshot = {
  packet_code: string;
  organisation_name: string;
  statement_language: Language;
  frozen_on: string;
  application: {
    place: string;
    time: string;
    /** a text, with groups named in one language, in packets that were frozen before the groups were kept as codes */
    perpetrators: string | readonly PerpetratorEntry[];
    consequences_health: string;
    consequences_life: string;
  };
  narrative: string;
  evidence: readonly EvidenceEntry[];
  consents: readonly ConsentReference[];
  /** null: there was none yet; absent in packets that were frozen before there were any */
  checkpoint?: PrintedCheckpoint | null;
};

/**
 * What the secretary alone opens. `birth_date` is a day or only its year; `note` says when and how a number may be called.
 * `contact` and `number_kind` are absent in packets that were frozen before either was asked.
 */
export type IdentitySnapshot = {
  packet_code: string;
  frozen_on: string;
  name: string;
  number_kind?: DocumentNumberKind | null;
  personal_number: string | null;
  birth_date: string | null;
  /** `not_agreed`: the consent does not name contact details, so that address, phones and safe contact stay out */
  contact?: 'agreed' | 'not_agreed';
  address: string | null;
  phones: ReadonlyArray<{ number: string; note: string | null }>;
  safe_contact: readonly string[];
};

/** `pages` and `sha256` (64 hexadecimal digits) are those of the coded packet's PDF. */
export type ReceiptData = {
  packet_code: string;
  frozen_on: string;
  pages: number;
  sha256: string;
  checkpoint: PrintedCheckpoint | null;
};

export type DocumentData = { coded_packet: CodedSnapshot; identity_sheet: IdentitySnapshot; receipt: ReceiptData };
export type DocumentKind = keyof DocumentData;

/**
 * SHA-256 (64 hexadecimal digits) of a snapshot's content, the same for the same content in whatever order its fields
 * were written. A PDF cannot contain its own hash, so its pages carry this one; the PDF's goes on the receipt.
 */
export function contentHash(snapshot: CodedSnapshot | IdentitySnapshot): string {
  return createHash('sha256').update(canonical(snapshot)).digest('hex');
}

function canonical(value: unknown): Uint8Array {
  if (value === null) return lengthPrefixed('null');
  if (typeof value === 'string') return lengthPrefixed('text', value.replace(/\p{Surrogate}/gu, '\ufffd'));
  if (typeof value === 'number') return lengthPrefixed('number', value);
  if (Array.isArray(value)) return lengthPrefixed('list', ...value.map(canonical));
  if (typeof value !== 'object') throw new TypeError('A snapshot holds texts, whole numbers, lists and records.');
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return lengthPrefixed('record', ...fields.flatMap(([name, field]) => [name, canonical(field)]));
}
