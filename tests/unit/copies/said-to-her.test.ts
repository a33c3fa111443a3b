import { describe, expect, it } from 'vitest';
import { fieldLabels, identityQuestions } from '#app/features/copies/field-labels.server.ts';
import { fieldsIn } from '#app/features/copies/fields.server.ts';
import { saidToHer } from '#app/features/copies/said-to-her.server.ts';
import { meaningsIn } from '#app/features/consents/consent-texts.ts';
import { codeLists, type CodeList } from '#app/platform/codes.ts';
import { languages, type Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';

/** Every list from which a section of a copy takes codes. */
const LISTS: readonly CodeList[] = [
  'sex',
  'community',
  'maritalStatus',
  'disability',
  'ageAtTheTime',
  'contactChannel',
  'referredFrom',
  'documentKind',
  'readiness',
  'caseStep',
  'role',
  'consentPurpose',
  'consentMethod',
  'dataCategory',
  'taskKind',
  'referralService',
  'referralWay',
  'referralOutcome',
  'packetState',
  'handoverRoute',
  'applicationState',
  'perpetratorGroup',
  'evidenceType',
  'fileGap',
  'psychosocialService',
  'legalService',
  'otherService',
];

/** Words that speak of her to somebody else. */
const THIRD_PERSON: Readonly<Record<Language, RegExp>> = {
  en: /\b(she|he|her|hers|his|him|herself|survivor)\b/i,
  sq: /(?<!\p{L})(ajo(?! që)|asaj(?! kohe)|saj|mbijetuar\p{L}*)(?!\p{L})/iu,
  sr: /(?<!\p{L})(ona|je\u0301|(?<!u )njoj|njom|njen\p{L}*|nju|preživel\p{L}*)(?!\p{L})/iu,
};

function textsOf(language: Language): string[] {
  const f = fieldsIn(language);
  const copies = translator(language, 'copies');
  return [
    ...Object.values(fieldLabels(language)),
    ...Object.values(identityQuestions(language)),
    ...LISTS.flatMap((list) => codeLists[list].map((code) => f.labelled(list, code).label)),
    ...Object.values(saidToHer(language)),
    ...Object.values(meaningsIn(translator(language, 'consents'))),
    ...['given', 'narrow', 'refused', 'withdrawn', 'expired'].map((state) => copies(`consent.${state}`)),
    ...['title', 'lead', 'held', 'others', 'othersText', 'rightsText', 'foot'].map((key) => copies(`paper.${key}`)),
    copies('readings.text'),
  ];
}

describe('what a copy says to the person', () => {
  it.each(languages)('is said to her and not about her, in %s', (language) =>
    expect(textsOf(language).filter((text) => THIRD_PERSON[language].test(text))).toEqual([]),
  );

  it.each([
    ['en', 'Safe way to reach her'],
    ['en', 'Withdrawn by the survivor'],
    ['sq', 'Ajo shkon vetë'],
    ['sq', 'I tërhequr nga personi i mbijetuar'],
    ['sr', 'Mi smo službi rekli za nju'],
    ['sr', 'Povukla preživela osoba'],
  ] as const)('and the other way would be found: %s “%s”', (language, text) =>
    expect(THIRD_PERSON[language].test(text)).toBe(true),
  );
});
