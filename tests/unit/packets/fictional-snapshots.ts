import { createHash } from 'node:crypto';
import type { CodedSnapshot, IdentitySnapshot, ReceiptData } from '#app/features/packets/documents/packet-snapshot.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** Plainly fictional: no lifelike story is ever made up. */
export const coded: CodedSnapshot = {
  packet_code: 'LN-7K4Q-2XWD',
  organisation_name: 'Organizata Shembull (e trilluar)',
  statement_language: 'sq',
  frozen_on: '2026-11-23',
  application: {
    place: 'Vend i trilluar, komuna Shembull.',
    time: 'Pranverë 1999 (shembull).',
    perpetrators: '',
    consequences_health: 'Tekst shembull: ë Ë ç Ç.\nRreshti i dytë.',
    consequences_life: 'Primer teksta: č ć ž š đ Č Ć Ž Š Đ.',
  },
  narrative: 'Paragrafi i parë i një teksti të trilluar.\n\nParagrafi i dytë, me një\nrresht të ri.',
  evidence: [
    {
      number: 1,
      type: 'medical_report',
      title: 'Raport shembull',
      provenance: 'Klinika Shembull, kopje e vërtetuar',
      pages: 3,
      bytes: 482_113,
      sha256: sha('one'),
    },
    {
      number: 2,
      type: 'cso_documentation',
      title: 'Shënime të organizatës',
      provenance: null,
      pages: 12,
      bytes: 2_400_000,
      sha256: sha('two'),
    },
    {
      number: 3,
      type: 'media',
      title: 'Incizim shembull',
      provenance: 'Arkiv shembull',
      pages: null,
      bytes: 18_400_000,
      sha256: sha('three'),
    },
  ],
  consents: [
    { reference: 'C-0417', purpose: 'submission_to_commission', method: 'written', given_on: '2026-11-02' },
    { reference: 'C-0421', purpose: 'attach_psychological_report', method: 'oral', given_on: '2026-11-09' },
  ],
  checkpoint: { size: 12_345, root: 'HMX9e+eNOMS7qRvTriXCr+pSB3T7MG1ny+h4Z58VQo4=', at: '2026-11-23T09:05:00.000Z' },
};

export const identity: IdentitySnapshot = {
  packet_code: 'LN-7K4Q-2XWD',
  frozen_on: '2026-11-23',
  name: 'Emri Mbiemri (shembull)',
  personal_number: '0000000000',
  birth_date: '1975-03-04',
  address: 'Rruga Shembull 1\n00000 Shembull',
  phones: [
    { number: '+000 00 000 001', note: 'Pas orës 17; përgjigjet vetëm ajo vetë' },
    { number: '+000 00 000 002', note: null },
  ],
  safe_contact: ['Mos lini mesazh zanor.', 'Prezantohuni si „shërbimi i klientëve”.'],
};

/** Of whom only the year is known, who has another document and did not agree to be reached by the commission. */
export const unreachable: IdentitySnapshot = {
  ...identity,
  number_kind: 'other_document',
  personal_number: 'AB 000000',
  birth_date: '1975',
  contact: 'not_agreed',
  address: null,
  phones: [],
  safe_contact: [],
};

export const receipt: ReceiptData = {
  packet_code: 'LN-7K4Q-2XWD',
  frozen_on: '2026-11-23',
  pages: 6,
  sha256: sha('pdf'),
  checkpoint: { size: 12_345, root: 'HMX9e+eNOMS7qRvTriXCr+pSB3T7MG1ny+h4Z58VQo4=', at: '2026-11-23T09:05:00.000Z' },
};
