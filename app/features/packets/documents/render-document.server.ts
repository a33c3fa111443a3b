import { createHash } from 'node:crypto';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { formatDate, formatDateTime, formatNumber } from '#app/platform/i18n/format.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { CODED_PACKET } from './coded-packet-typst.ts';
import { codeNames, eventCount, labelsOf } from './document-labels.server.ts';
import { documentFont } from './font.server.ts';
import { IDENTITY_SHEET } from './identity-sheet-typst.ts';
import { LAYOUT } from './layout-typst.ts';
import {
  contentHash,
  type CodedSnapshot,
  type DocumentData,
  type DocumentKind,
  type PrintedCheckpoint,
} from './packet-snapshot.ts';
import { printableDeep } from './printable.server.ts';
import { RECEIPT } from './receipt-typst.ts';

export type RenderedDocument = { pdf: Buffer; pages: number; sha256: string };

const SOURCES: Readonly<Record<DocumentKind, string>> = {
  coded_packet: LAYOUT + CODED_PACKET,
  identity_sheet: LAYOUT + IDENTITY_SHEET,
  receipt: LAYOUT + RECEIPT,
};

/**
 * One document as a tagged PDF (PDF/UA-1). The same data give the same bytes, on any day. `sha256` is of the PDF, as 64
 * hexadecimal digits. People's text is printed literally. Throws DocumentError, which never quotes the data.
 * It holds the thread while it sets a page or two for a few milliseconds (twenty pages: 140 ms).
 */
export async function renderDocument<K extends DocumentKind>(
  kind: K,
  language: Language,
  data: DocumentData[K],
): Promise<RenderedDocument> {
  const compiler = typst();
  try {
    const input = JSON.stringify(printableDeep(inputOf(kind, language, data)));
    const { pdf, pages } = set(compiler, SOURCES[kind], input) ?? refuse(kind);
    return { pdf, pages, sha256: createHash('sha256').update(pdf).digest('hex') };
  } finally {
    forget(compiler);
  }
}

type Compiler = ReturnType<typeof NodeCompiler.create>;

/** Sets one source; null when Typst refuses. Its diagnostics quote the text that was set, so they go nowhere. */
function set(compiler: Compiler, source: string, data: string): { pdf: Buffer; pages: number } | null {
  try {
    const document = compiler.compile({ mainFileContent: source, inputs: { data } }).result;
    return document && { pdf: compiler.pdf(document, { pdfStandard: 'ua-1' }), pages: document.numOfPages };
  } catch {
    return null;
  }
}

/** The compiler's cache is global and holds the text that was set, and its world the last input: neither may outlive the document. */
function forget(compiler: Compiler): void {
  set(compiler, '#set document(title: [-])', '');
  compiler.evictCache(0);
}

function refuse(kind: DocumentKind): never {
  throw new DocumentError(kind);
}

let shared: Compiler | undefined;

/** One compiler for the process, because reading the fonts costs six times a page: two weights of one font, and no folder but theirs. */
function typst(): Compiler {
  if (shared) return shared;
  const { folder, files } = documentFont();
  return (shared = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: files }] }));
}

function inputOf<K extends DocumentKind>(kind: K, language: Language, data: DocumentData[K]) {
  const hash = 'sha256' in data ? data.sha256 : contentHash(data);
  return {
    title: data.packet_code,
    language,
    labels: labelsOf(kind, language),
    short_hash: hash.slice(0, 16),
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

export class DocumentError extends Error {
  constructor(kind: DocumentKind) {
    super(`A document of the kind ${kind} could not be set.`);
    this.name = 'DocumentError';
  }
}
