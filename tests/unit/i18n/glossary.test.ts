import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatDate } from '#app/platform/i18n/format.ts';
import { flatten } from '../../support/message-keys.ts';

const folder = join(process.cwd(), 'app/platform/i18n/messages');

interface Term {
  /** the word that docs/translations.md chose */
  chosen: string;
  /** a second word for the same thing, or the word used for two things */
  never: RegExp;
  /** keys where the word means something else, and rightly stands */
  but?: RegExp;
}

const b = (word: string) => new RegExp(`(?<![\\p{L}])${word}(?![\\p{L}])`, 'iu');

const terms: Record<'sq' | 'sr', readonly Term[]> = {
  sq: [
    { chosen: 'paketë', never: b('pako(ja|n|s|t|ve)?') },
    { chosen: 'provë', never: b('dëshmi(a|në|së|të|ve)?') },
    { chosen: 'skedar (a file on a computer)', never: /dosj/i, but: /^(?!evidence:)/ },
    { chosen: 'dosje (what is kept of a case)', never: b('lënd(ë|a|ën|ës)') },
    {
      chosen: 'aplikim (kërkesë is what somebody asks of somebody)',
      never: b('kërkes(ë|a|ën|ës|at|ave)'),
      but: /^(commission:|packets:letter\.|audit:event\.file\.|copies:letter\.|settings:rule\.|codes:(legalService|closureReason)\.)/,
    },
    {
      chosen: 'i përmbushur (plotësuar is supplemented)',
      never: /plotësohet|plotësua/i,
      but: /^(?!codes:(assessment|goal|closureReason))/,
    },
    { chosen: 'numri i protokollit', never: /numri i regjistrimit/i },
    { chosen: 'sekretari (the office)', never: /sekretariat/i },
    { chosen: 'auditore/auditor', never: /auditues/i },
    { chosen: 'miratues', never: /aprovu/i },
    { chosen: 'konfirmoj', never: /vërtetoni|vërtetua/i },
    { chosen: 'hyj, dal', never: b('(çkyç|kyç)\\p{L}*') },
    { chosen: 'e shifruar (koduar is under a code)', never: /ruhet e koduar/i },
    { chosen: 'çfarë', never: b('çka') },
    { chosen: 'personi i mbijetuar, where nobody knows who it is', never: /mbijetuara|mbijetuarës|të mbijetuarën/i },
    {
      chosen: 'both forms in full (zyrtarja/zyrtari)',
      never: /\p{L}\/(i|ja|it|e)(?![\p{L}])/u,
      but: /^codes:maritalStatus/,
    },
  ],
  sr: [
    { chosen: 'sesija (the support given)', never: /susret/i },
    {
      chosen: 'sesija (never a sign-in)',
      never: /sesij/i,
      but: /^(?!errors:|notices:|members:|keys:|recovery:|factors:)/,
    },
    {
      chosen: 'prijava (zahtev is what somebody asks of somebody)',
      never: /zahtev/i,
      but: /^(commission:|packets:letter\.|audit:event\.file\.|copies:letter\.|settings:rule\.|codes:(legalService|closureReason)\.)/,
    },
    {
      chosen: 'prijavljivanje (signing in)',
      never: /prijav(a|e|u|om)(?![\p{L}])/iu,
      but: /^(?!(members|factors|keys|recovery|errors|common):)/,
    },
    { chosen: 'saglasnost', never: /pristan(ak|ka)(?![\p{L}])/iu },
    { chosen: 'dosije', never: b('predmet(a|u|i|om|ima)?') },
    { chosen: 'pismo', never: b('dopis(a|u|i|e|om)?') },
    { chosen: 'broj protokola', never: /registarsk/i },
    { chosen: 'zaveden', never: /registrova/i },
    { chosen: 'kodirani paket (šifrovano is encrypted)', never: /šifrira|šifrovan\p{L}* paket/iu },
    { chosen: 'list o identitetu', never: /list(a|u)? (sa identitetom|identiteta)/i },
    { chosen: 'tromesečje', never: /kvartal/i },
    { chosen: 'spisak', never: b('(sa|na) list(e|i)') },
    { chosen: 'stranica (on a screen)', never: b('ov(a|oj) stran(a|i)') },
    { chosen: 'brojke', never: /cifre ostaju|^Podaci$/i },
    { chosen: 'članovi koji razmatraju', never: /recenzent|ocenjivač/i },
    { chosen: 'neither gender', never: /\p{L}\/(la|ca)(?![\p{L}])/u },
    { chosen: 'neither gender', never: /(Videla|Pregledala|Predala|Uporedila|Uverila|Rekla|Zapisala) sam/ },
    { chosen: 'a date ends in its own full stop', never: /\{\{(date|on|from|to)\}\}[.]/ },
  ],
};

/** What of these texts says a thing by its other word. */
function strays(language: 'sq' | 'sr', texts: ReadonlyMap<string, string>): string[] {
  return [...texts].flatMap(([key, text]) =>
    terms[language]
      .filter(({ never, but }) => never.test(text) && !but?.test(key))
      .map(({ chosen }) => `${key}: “${text}” – say: ${chosen}`),
  );
}

describe.each(['sq', 'sr'] as const)('the words of %s', (language) => {
  const texts = new Map(
    readdirSync(folder).flatMap((namespace) => {
      const messages = JSON.parse(readFileSync(join(folder, namespace, `${language}.json`), 'utf8')) as object;
      return [...flatten(messages)].map(([key, text]): [string, string] => [`${namespace}:${key}`, text]);
    }),
  );

  it('call one thing by one word', () => expect(strays(language, texts)).toEqual([]));
});

describe('the guard over the words', () => {
  it.each([
    ['sq', 'cases:tabs.packet', 'Pakoja'],
    ['sq', 'evidence:title', 'Dëshmitë'],
    ['sq', 'evidence:add.file', 'Dosja'],
    ['sq', 'cases:next.review', 'Shqyrto kërkesën'],
    ['sq', 'codes:assessment.met', 'Plotësohet'],
    ['sq', 'consents:x', 'Zyrtari/ja ynë ligjor'],
    ['sr', 'cases:next.review', 'Pregledajte zahtev'],
    ['sr', 'cases:tabs.sessions', 'Susreti'],
    ['sr', 'applications:check.consent', 'Njen pristanak na predaju'],
    ['sr', 'members:signIn.title', 'Prijava'],
    ['sr', 'commission:request.until', 'Predati do {{date}}.'],
  ] as const)('%s %s “%s” is found', (language, key, text) =>
    expect(strays(language, new Map([[key, text]]))).toHaveLength(1),
  );

  it.each([
    ['sq', 'evidence:title', 'Provat'],
    ['sq', 'commission:request.open', 'Një kërkesë është e hapur.'],
    ['sq', 'codes:evidenceType.witness_statement', 'Deklaratë e dëshmitarit'],
    ['sr', 'packets:letter.request', 'Zahtev za dokumente'],
    ['sr', 'commission:conflict.declared', 'prijavljen sukob'],
  ] as const)('%s %s “%s” stands', (language, key, text) =>
    expect(strays(language, new Map([[key, text]]))).toEqual([]),
  );
});

describe('Serbian dates', () => {
  it('have the month in the genitive', () =>
    expect([1, 5, 9, 11].map((month) => formatDate('sr', `2026-${String(month).padStart(2, '0')}-03`))).toEqual([
      '3. januara 2026.',
      '3. maja 2026.',
      '3. septembra 2026.',
      '3. novembra 2026.',
    ]));
});
