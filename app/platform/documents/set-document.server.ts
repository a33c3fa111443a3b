import { createHash } from 'node:crypto';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { documentFont } from './font.server.ts';
import { printableDeep } from './printable.server.ts';

/** `sha256` is of the PDF, as 64 hexadecimal digits. */
export type SetDocument = { pdf: Buffer; pages: number; sha256: string };

/**
 * Sets a Typst source with its input as a tagged PDF (PDF/UA-1). The same input gives the same bytes, on any day. People's
 * text is printed literally. Throws DocumentError, which never quotes the input. It holds the thread while it sets a page or
 * two for a few milliseconds (twenty pages: 140 ms).
 */
export function setDocument(kind: string, source: string, input: object): SetDocument {
  const compiler = typst();
  try {
    const { pdf, pages } = set(compiler, source, JSON.stringify(printableDeep(input))) ?? refuse(kind);
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

function refuse(kind: string): never {
  throw new DocumentError(kind);
}

let shared: Compiler | undefined;

/** One compiler for the process, because reading the fonts costs six times a page: two weights of one font, and no folder but theirs. */
function typst(): Compiler {
  if (shared) return shared;
  const { folder, files } = documentFont();
  return (shared = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: files }] }));
}

export class DocumentError extends Error {
  constructor(kind: string) {
    super(`A document of the kind ${kind} could not be set.`);
    this.name = 'DocumentError';
  }
}
