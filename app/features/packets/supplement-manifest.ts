import type { EvidenceEntry } from './documents/packet-snapshot.ts';
import type { ManifestEntry } from './packet-manifest.ts';

/** How its list and its pieces are stored among the packet's documents. */
export const SUPPLEMENT_LIST = 'supplement';
export const SUPPLEMENT_EVIDENCE = 'supplement_evidence';

/** What a supplement says and the list of its pieces. It is sealed; the sender's signature covers its hash. */
export interface SupplementManifest {
  format: 1;
  /** 32 random bytes in hexadecimal digits, so that the open hash cannot be guessed from known content */
  salt: string;
  /** what the sender wrote to the commission */
  note: string;
  /** counted from 1; of a piece under a consent of its own the kind alone is named */
  evidence: EvidenceEntry[];
  /** one entry for each piece, with the same number */
  documents: ManifestEntry[];
}
