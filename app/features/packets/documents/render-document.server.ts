import { LAYOUT } from '#app/platform/documents/layout-typst.ts';
import { setDocument, type SetDocument } from '#app/platform/documents/set-document.server.ts';
import { formatDate, formatDateTime, formatNumber } from '#app/platform/i18n/format.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { CHECKPOINT } from './checkpoint-typst.ts';
import { CODED_PACKET } from './coded-packet-typst.ts';
import { codeNames, eventCount, labelsOf } from './document-labels.server.ts';
import { IDENTITY_SHEET } from './identity-sheet-typst.ts';
import {
  contentHash,
  type CodedSnapshot,
  type DocumentData,
  type DocumentKind,
  type PrintedCheckpoint,
} from './packet-snapshot.ts';
import { perpetratorLines } from './perpetrator-lines.ts';
import { RECEIPT } from './receipt-typst.ts';

const SOURCES: Readonly<Record<DocumentKind, string>> = {
  coded_packet: LAYOUT + CHECKPOINT + CODED_PACKET,
  identity_sheet: LAYOUT + IDENTITY_SHEET,
  receipt: LAYOUT + CHECKPOINT + RECEIPT,
};

/**
 * One document of a packet as a tagged PDF (PDF/UA-1). The same data give the same bytes, on any day. Throws DocumentError.
 */
export async function renderDocument<K extends DocumentKind>(
  kind: K,
  language: Language,
  data: DocumentData[K],
): Promise<SetDocument> {
  return setDocument(kind, SOURCES[kind], inputOf(kind, language, data));
}

function inputOf<K extends DocumentKind>(kind: K, language: Language, data: DocumentData[K]) {
  const hash = 'sha256' in data ? data.sha256 : contentHash(data);
  const labels = labelsOf(kind, language);
  return {
    title: data.packet_code,
    language,
    labels,
    head: `${labels['fingerprint']} ${hash.slice(0, 16)}`,
    foot: labels['resolution'],
    data: { ...detailsOf(language, data, hash), frozen_on: formatDate(language, data.frozen_on) },
  };
}

function detailsOf(language: Language, data: DocumentData[DocumentKind], hash: string): object {
  if ('narrative' in data) return codedDetails(language, data, hash);
  if ('sha256' in data) {
    return { ...data, sha256_lines: lines(data.sha256, 32), checkpoint: checkpointOf(language, data.checkpoint) };
  }
  const onlyYear = data.birth_date?.length === 4;
  return {
    ...data,
    other_document: data.number_kind === 'other_document',
    only_year: onlyYear,
    birth_date: onlyYear ? data.birth_date : data.birth_date && formatDate(language, data.birth_date),
    reachable: data.contact !== 'not_agreed',
  };
}

function codedDetails(language: Language, data: CodedSnapshot, hash: string): object {
  const names = codeNames(language);
  return {
    ...data,
    hash_lines: lines(hash, 32),
    checkpoint: checkpointOf(language, data.checkpoint ?? null),
    application: {
      ...data.application,
      perpetrators: perpetratorLines(data.application.perpetrators, names.perpetratorGroup),
    },
    statement_language_name: names.languageName[data.statement_language],
    evidence: data.evidence.map((entry) => ({
      ...entry,
      type_name: names.evidence[entry.type],
      extent: [entry.pages === null ? null : names.pages(entry.pages), size(language, entry.bytes)]
        .filter(Boolean)
        .join('\n'),
      sha256_lines: lines(entry.sha256, 16),
    })),
    consents: data.consents.map((consent) => ({
      ...consent,
      purpose_name: names.purpose[consent.purpose],
      method_name: names.method[consent.method],
      given_on: formatDate(language, consent.given_on),
    })),
  };
}

function checkpointOf(language: Language, checkpoint: PrintedCheckpoint | null) {
  if (!checkpoint) return null;
  const { size, root, at } = checkpoint;
  return {
    root_lines: lines(root, 22),
    line: `${eventCount(language, size)}, ${formatDateTime(language, at, 'long')}`,
  };
}

const lines = (text: string, width: number): string[] => text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];

function size(language: Language, bytes: number): string {
  return bytes < 1_000_000
    ? `${formatNumber(language, Math.ceil(bytes / 1000))} kB`
    : `${formatNumber(language, bytes / 1_000_000, 1)} MB`;
}
