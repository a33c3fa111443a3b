import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { latestCheckpoint } from '#app/features/audit/latest-checkpoint.server.ts';
import { evidenceContent } from '#app/features/evidence/evidence-entries.server.ts';
import { ownConsentOf } from '#app/features/evidence/evidence.schema.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { languages, type Language } from '#app/platform/i18n/languages.ts';
import {
  contentHash,
  type CodedSnapshot,
  type ConsentPurpose,
  type DocumentKind,
  type DocumentData,
  type IdentitySnapshot,
} from './documents/packet-snapshot.ts';
import { renderDocument } from './documents/render-document.server.ts';
import type { CodedTexts, FreezeSource } from './freeze-source.server.ts';
import type { StandsOn } from './packet-consents.ts';
import type { StoredDocument } from './packet-document-repo.server.ts';
import { digestOf, piecesOf, type Manifest, type ManifestEntry } from './packet-manifest.ts';

const PURPOSES: Readonly<Record<string, ConsentPurpose>> = {
  commission_submission: 'submission_to_commission',
  psychological_report: 'attach_psychological_report',
  witness_contact: 'contact_witness',
};

type Draft = Omit<ManifestEntry, 'at' | 'pieces' | 'bytes' | 'digest'> & { content: Uint8Array; blinded?: boolean };

/** Sets every document of a packet and lists it: the manifest, and what is to be stored. */
export async function assemblePacket(
  uow: UnitOfWork,
  source: FreezeSource,
  packet: { caseId: string; code: string; language: Language; texts: CodedTexts; standsOn: readonly StandsOn[] },
): Promise<{ manifest: Manifest; documents: StoredDocument[]; pages: number }> {
  const { caseId, code, standsOn } = packet;
  const checkpoint = await latestCheckpoint(uow);
  const coded = { ...codedSnapshot(uow, source, packet), checkpoint };
  const identity = identitySnapshot(uow, source, code);
  const blind = randomBytes(32);
  const drafts: Draft[] = [
    { ...data('snapshot', 'legal'), content: json(coded) },
    { ...data('identity_data', 'identity'), content: json({ blind: blind.toString('hex'), snapshot: identity }) },
  ];
  for (const each of languages) {
    const main = await pdf('coded_packet', each, coded);
    const sha256 = digestOf(main.content, null);
    const receipt = { packet_code: code, frozen_on: coded.frozen_on, pages: main.pages ?? 0, sha256, checkpoint };
    drafts.push(main, await pdf('receipt', each, receipt), {
      ...(await pdf('identity_sheet', each, identity)),
      blinded: true,
    });
  }
  for (const [index, piece] of source.evidence.entries()) {
    const parts = (await evidenceContent(uow, caseId, piece.id)) ?? [];
    const content = Buffer.concat(parts.map((part) => uow.reveal(part, 'packet')));
    const purpose = ownConsentOf(piece.type);
    const packet_consent = standsOn.find((each) => each.purpose === purpose)?.id ?? null;
    drafts.push({
      ...data('evidence', 'legal'),
      number: index + 1,
      packet_consent,
      media_type: piece.mediaType,
      content,
    });
  }
  return listed(drafts, contentHash(coded), blind);
}

function listed(drafts: readonly Draft[], contentHash: string, blind: Uint8Array) {
  const next = new Map<string, number>();
  const stored: StoredDocument[] = [];
  const entries = drafts.map(({ content, blinded, ...draft }): ManifestEntry => {
    const place = `${draft.kind}/${draft.language}`;
    const at = next.get(place) ?? 0;
    const pieces = piecesOf(content).length;
    next.set(place, at + pieces);
    const digest = digestOf(content, blinded ? blind : null);
    const open = draft.kind === 'coded_packet' || draft.kind === 'receipt';
    const { kind, compartment, language, pages, packet_consent = null } = draft;
    const openHash = open ? Buffer.from(digest, 'hex') : null;
    stored.push({ kind, compartment, language, at, pages, openHash, packetConsentId: packet_consent, content });
    return { ...draft, bytes: content.length, at, pieces, digest };
  });
  const manifest: Manifest = {
    format: 1,
    salt: randomBytes(32).toString('hex'),
    content_sha256: contentHash,
    documents: entries,
  };
  const pages = entries.find((entry) => entry.kind === 'coded_packet')?.pages ?? 0;
  return { manifest, documents: stored, pages };
}

function codedSnapshot(
  uow: UnitOfWork,
  source: FreezeSource,
  { code, language, texts }: { code: string; language: Language; texts: CodedTexts },
): CodedSnapshot {
  return {
    packet_code: code,
    organisation_name: uow.actor.organisationName,
    statement_language: language,
    frozen_on: isoDate(uow.now),
    ...texts,
    consents: source.consents.map((consent) => ({
      reference: `C-${consent.id.slice(0, 8).toUpperCase()}`,
      purpose: PURPOSES[consent.purpose] ?? 'other',
      method: consent.method === 'written' ? 'written' : 'oral',
      given_on: consent.given_on.toISOString().slice(0, 10),
    })),
  };
}

/** Who she is; how to reach her only when the consent to the submission names that (docs/decisions/076). */
function identitySnapshot(uow: UnitOfWork, { identity, contactAgreed }: FreezeSource, code: string): IdentitySnapshot {
  const number = identity.phone ?? (identity.channel === 'phone' ? identity.contact : undefined);
  return {
    packet_code: code,
    frozen_on: isoDate(uow.now),
    name: identity.fullName ?? '',
    number_kind: identity.numberKind ?? null,
    personal_number: identity.personalNumber ?? null,
    birth_date: identity.birthDate ?? identity.birthYear?.toString() ?? null,
    contact: contactAgreed ? 'agreed' : 'not_agreed',
    address: contactAgreed ? (identity.address ?? null) : null,
    phones: contactAgreed && number ? [{ number, note: identity.hours ?? null }] : [],
    safe_contact: contactAgreed ? [identity.contact, identity.hours, identity.mayAnswer].filter((line) => line !== undefined) : [],
  };
}

/** Setting a page holds the thread; between two documents others get their turn. */
async function pdf<K extends DocumentKind>(kind: K, language: Language, content: DocumentData[K]): Promise<Draft> {
  await setImmediate();
  const { pdf: bytes, pages } = await renderDocument(kind, language, content);
  const compartment = kind === 'identity_sheet' ? 'identity' : 'legal';
  return { kind, compartment, language, number: null, media_type: 'application/pdf', pages, content: bytes };
}

function data(kind: ManifestEntry['kind'], compartment: ManifestEntry['compartment']): Omit<Draft, 'content'> {
  return { kind, compartment, language: 'und', number: null, media_type: 'application/json', pages: null };
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8');
