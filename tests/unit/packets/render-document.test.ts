import { createHash } from 'node:crypto';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import fc from 'fast-check';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, it } from 'vitest';
import type { CodedSnapshot, DocumentData, DocumentKind } from '#app/features/packets/documents/packet-snapshot.ts';
import { printable } from '#app/platform/documents/printable.server.ts';
import { renderDocument } from '#app/features/packets/documents/render-document.server.ts';
import { languages } from '#app/platform/i18n/languages.ts';
import { coded, identity, receipt, unreachable } from './fictional-snapshots.ts';

const data: DocumentData = { coded_packet: coded, identity_sheet: identity, receipt };
const kinds = Object.keys(data) as DocumentKind[];

/** The text of each page, with white space and break opportunities made plain. */
async function pagesOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text.map((page) => page.replace(/\u200b/g, '').replace(/\s+/g, ' '));
}
const textOf = async (pdf: Buffer): Promise<string> => (await pagesOf(pdf)).join(' ');

describe.each(kinds.flatMap((kind) => languages.map((language) => [kind, language] as const)))(
  '%s in %s',
  (kind, language) => {
    it('is the same bytes each time, hashed, and has code, fingerprint, page n / N and the foot line on every page', async () => {
      const first = await renderDocument(kind, language, data[kind]);
      const second = await renderDocument(kind, language, data[kind]);
      expect(first.pdf.equals(second.pdf)).toBe(true);
      expect(first.sha256).toBe(createHash('sha256').update(first.pdf).digest('hex'));
      const pages = await pagesOf(first.pdf);
      expect(pages.length).toBe(first.pages);
      pages.forEach((page, i) => {
        expect(page).toContain('LN-7K4Q-2XWD');
        expect(page).toMatch(/ [0-9a-f]{16}( |$)/);
        expect(page).toContain(`${i + 1} / ${pages.length}`);
        expect(page).toMatch(/1244 ?\(1999\)/);
      });
    });

    it('is tagged PDF/UA-1 in its language, with a neutral title and nothing else about it', async () => {
      const { pdf } = await renderDocument(kind, language, data[kind]);
      const raw = pdf.toString('latin1');
      expect(raw).toMatch(/pdfuaid:part>1</);
      const proxy = await getDocumentProxy(new Uint8Array(pdf));
      expect((await proxy.getMarkInfo())?.['Marked' as never]).toBe(true);
      expect(raw).toContain('/StructTreeRoot');
      expect(raw).toMatch(new RegExp(`/Lang ?\\(${language}\\)`));
      const { info } = await getMeta(await getDocumentProxy(new Uint8Array(pdf)));
      expect(info['Title']).toBe('LN-7K4Q-2XWD');
      expect(info['Author']).toBeUndefined();
      expect(info['CreationDate']).toBeUndefined();
      expect(raw).not.toMatch(/survivor|victim|viktim|žrtv/i);
    });
  },
);

describe('the coded packet', () => {
  it('has contents, sections, evidence and consents, with Albanian and Serbian letters', async () => {
    const text = await textOf((await renderDocument('coded_packet', 'sq', coded)).pdf);
    for (const part of [
      'Përmbajtja',
      'Deklarata',
      'ë Ë ç Ç',
      'č ć ž š đ Č Ć Ž Š Đ',
      'Raport shembull',
      '3 faqe',
      'C-0417',
      'Me gojë',
      '23 nëntor 2026',
    ]) {
      expect(text).toContain(part);
    }
    for (const entry of coded.evidence) expect(text.replace(/ /g, '')).toContain(entry.sha256);
    const serbian = await textOf((await renderDocument('coded_packet', 'sr', coded)).pdf);
    for (const part of ['Kodirani paket', 'Počinioci, ako su poznati', '3 strane', '12 strana', '23. novembra 2026.'])
      expect(serbian).toContain(part);
  });

  it('names the group of a perpetrator in the language of the pages, and leaves what she said as it is', async () => {
    const perpetrators = [{ group: 'paramilitary', description: 'Përshkrim i trilluar' } as const];
    const known = { ...coded, application: { ...coded.application, perpetrators } };
    for (const [language, line] of [
      ['sq', 'Paraushtarakë: Përshkrim i trilluar'],
      ['sr', 'Paravojska: Përshkrim i trilluar'],
      ['en', 'Paramilitary: Përshkrim i trilluar'],
    ] as const)
      expect(await textOf((await renderDocument('coded_packet', language, known)).pdf)).toContain(line);
    const before = { ...coded, application: { ...coded.application, perpetrators: 'Paraushtarakë: si atëherë' } };
    expect(await textOf((await renderDocument('coded_packet', 'sr', before)).pdf)).toContain(
      'Paraushtarakë: si atëherë',
    );
  });

  it('takes no name: identity has no field in it, and the identity sheet does show it', async () => {
    const everything = { ...identity, ...coded };
    const text = await textOf((await renderDocument('coded_packet', 'en', everything)).pdf);
    expect(text).not.toContain('Mbiemri');
    expect(text).not.toContain('0000000000');
    expect(text).not.toContain('+000');
    const sheet = await textOf((await renderDocument('identity_sheet', 'en', identity)).pdf);
    for (const part of [
      'Emri Mbiemri (shembull)',
      '0000000000',
      '4 March 1975',
      '+000 00 000 001',
      'Mos lini mesazh zanor.',
    ])
      expect(sheet).toContain(part);
  });

  it('says of whom only the year is known the year, and sends nobody who is not to be contacted a caller', async () => {
    for (const [language, year, through] of [
      ['en', 'Year of birth 1975', 'through the organisation'],
      ['sq', 'Viti i lindjes 1975', 'përmes organizatës'],
      ['sr', 'Godina rođenja 1975', 'preko organizacije'],
    ] as const) {
      const sheet = await textOf((await renderDocument('identity_sheet', language, unreachable)).pdf);
      for (const part of [year, through, 'AB 000000']) expect(sheet).toContain(part);
      for (const part of ['+000', 'Rruga', 'Mos lini']) expect(sheet).not.toContain(part);
    }
  });

  it('prints what people write literally, whatever it looks like', async () => {
    const attacks = [
      '#read("/etc/passwd")',
      '#import "@preview/x:1.0.0"',
      '#sys.inputs',
      '$x$',
      '*b*',
      '_i_',
      '@ref',
      '<label>',
      '= Heading',
      '- item',
      '\\u{41}',
      '"] #panic() ["',
      '`raw`',
      'a // comment',
      '/* b */',
      '---',
      "it's",
      '~',
      '{{count}}',
      '$t(coded.title)',
    ];
    const all = attacks.join('\n');
    const attacked: CodedSnapshot = {
      ...coded,
      organisation_name: '#panic("a")',
      narrative: all,
      application: {
        place: all,
        time: '#sys',
        perpetrators: '$x$',
        consequences_health: '@ref',
        consequences_life: '*b*',
      },
      evidence: [{ ...coded.evidence[0]!, title: '*bold* #read("/etc/passwd")', provenance: '@ref $y$' }],
      consents: [{ ...coded.consents[0]!, reference: '#1' }],
    };
    const { pdf, pages } = await renderDocument('coded_packet', 'en', attacked);
    const text = await textOf(pdf);
    for (const attack of attacks) expect(text).toContain(attack);
    expect(text).toContain('*bold* #read("/etc/passwd")');
    expect(text).not.toContain('root:');
    expect(pages).toBe(4);
  });

  it('would not be literal if text were put into the source (the planted weakness)', async () => {
    const weak = NodeCompiler.create().pdf({ mainFileContent: 'written: *b* #(1 + 1) ' });
    const text = await textOf(weak);
    expect(text).toContain('written: b 2');
    expect(text).not.toContain('*b*');
  });

  it('shows what the font lacks and what hides or reorders text by its code point, and sets every such text', async () => {
    const narrative = 'a\u202eb\u200bc \u{1F600} 漢 \u0007 \ud800 \u00ad Ђ Љ ў é ő ț ﬁ e\u0301';
    const text = await textOf((await renderDocument('coded_packet', 'en', { ...coded, narrative })).pdf);
    for (const part of [
      'a[U+202E]b[U+200B]c',
      '[U+1F600]',
      '[U+6F22]',
      '[U+0007]',
      '[U+D800]',
      '[U+00AD]',
      'Ђ Љ ў é ő ț',
      'fi é',
    ])
      expect(text).toContain(part);
  });

  it('sets every character that passes as printable, and any text at all', async () => {
    const passing: string[] = [];
    for (let c = 0x20; c < 0x20000; c++) {
      const character = String.fromCodePoint(c);
      if (!(c >= 0xd800 && c < 0xe000) && printable(character) === character) passing.push(character);
    }
    expect(passing.length).toBeGreaterThan(1500);
    const narrative = passing.map((c) => `o${c}`).join(' ');
    await expect(renderDocument('coded_packet', 'en', { ...coded, narrative })).resolves.toBeDefined();
    const anyText = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (narrative, name) => {
        await renderDocument('coded_packet', 'en', { ...coded, narrative, organisation_name: name });
        await renderDocument('identity_sheet', 'sq', {
          ...identity,
          name,
          address: narrative,
          safe_contact: [narrative],
        });
      }),
      { numRuns: 15, seed: 20261123 },
    );
  }, 30_000);

  it('sets a narrative of 20 pages, and a word that is longer than a line', async () => {
    const narrative = Array.from(
      { length: 150 },
      (_, i) => `${i + 1}. ${'Fjali e trilluar që mbush faqen. '.repeat(13)}`,
    ).join('\n\n');
    const start = performance.now();
    const long = await renderDocument('coded_packet', 'sq', { ...coded, narrative });
    expect(performance.now() - start).toBeLessThan(3000);
    if (process.env['LINDEN_SHOW_FIGURES'])
      process.stdout.write(`20 pages: ${(performance.now() - start).toFixed(0)} ms\n`);
    expect(long.pages).toBeGreaterThanOrEqual(20);
    expect(await textOf(long.pdf)).toContain('150. Fjali');
    const word = await textOf(
      (await renderDocument('coded_packet', 'sq', { ...coded, narrative: 'x'.repeat(300) })).pdf,
    );
    expect(word.replace(/ /g, '')).toContain('x'.repeat(300));
  });

  it('says so when a part is empty', async () => {
    const empty: CodedSnapshot = { ...coded, narrative: ' \n ', evidence: [], consents: [] };
    const text = await textOf((await renderDocument('coded_packet', 'en', empty)).pdf);
    expect(text).toContain('Nothing is written here.');
    expect(text).toContain('Evidence is optional.');
  });
});

describe('the state of the access log', () => {
  const root = coded.checkpoint!.root;
  it.each([
    ['sq', '12\u00a0345 ngjarje, 23 nëntor 2026, 10:05'],
    ['sr', '12.345 događaja, 23. novembra 2026, 10:05'],
    ['en', '12,345 events, 23 November 2026, 10:05'],
  ] as const)('stands on coded packet and receipt in %s, the root whole', async (language, line) => {
    for (const { pdf } of [
      await renderDocument('coded_packet', language, coded),
      await renderDocument('receipt', language, receipt),
    ]) {
      const text = (await textOf(pdf)).replace(/\s/g, '');
      expect(text).toContain(line.replace(/\s/g, ''));
      expect(text).toContain(root);
    }
  });

  it('is said to be missing where there was none', async () => {
    const none = await textOf((await renderDocument('receipt', 'en', { ...receipt, checkpoint: null })).pdf);
    expect(none).toContain('no checkpoint yet');
    const { checkpoint: _, ...older } = coded;
    expect(await textOf((await renderDocument('coded_packet', 'en', older)).pdf)).toContain('no checkpoint yet');
  });
});

describe('the receipt', () => {
  it('names code, pages and hash of the coded packet and leaves lines to sign', async () => {
    const packet = await renderDocument('coded_packet', 'sq', coded);
    const { pdf, pages } = await renderDocument('receipt', 'sq', {
      ...receipt,
      pages: packet.pages,
      sha256: packet.sha256,
    });
    const text = await textOf(pdf);
    expect(pages).toBe(1);
    expect(text.replace(/ /g, '')).toContain(packet.sha256);
    for (const part of ['Dorëzoi', 'Pranoi', 'Nënshkrimi dhe vula', 'Numri i protokollit'])
      expect(text).toContain(part);
  });
});
