import type { Identity } from '#app/features/cases/identity.schema.ts';
import { datesIn } from '#app/features/statements/dates-in-text.ts';
import { fold, ownNameIn } from '#app/features/statements/own-name.ts';

export const TRACES = ['name', 'personal_number', 'birth_date', 'phone', 'address'] as const;
/** What tells a reader who somebody is. */
export type Trace = (typeof TRACES)[number];

type Known = Pick<Identity, 'fullName' | 'personalNumber' | 'birthDate' | 'phone' | 'contact' | 'address'>;

/** What of her identity stands in a text that must not say who she is. A reason to look again, never to refuse. */
export function tracesIn(text: string, known: Known): Trace[] {
  const digits = joinedDigits(text);
  const found: Record<Trace, boolean> = {
    name: ownNameIn(text, known.fullName ?? '').length > 0,
    personal_number: hasNumber(digits, known.personalNumber, Infinity),
    birth_date: datesIn(text).some((date) => date.from === known.birthDate && date.to === known.birthDate),
    phone: [known.phone, known.contact].some((number) => hasNumber(digits, number, NATIONAL_DIGITS)),
    address: addressPhrases(known.address ?? '').some((phrase) => ` ${tokens(text).join(' ')} `.includes(` ${phrase} `)),
  };
  return TRACES.filter((trace) => found[trace]);
}

/** A number of fewer digits is no telling one. */
const MIN_DIGITS = 6;
/** A telephone number without its country code or leading nought. */
const NATIONAL_DIGITS = 8;

/** The text with what people write between the digits of one number taken out: `044 12-34/56` is `044123456`. */
function joinedDigits(text: string): string {
  return text.replace(/(?<=\d)[\s./()-]+(?=\d)/g, '');
}

function hasNumber(text: string, number: string | undefined, last: number): boolean {
  const digits = (number ?? '').replace(/\D/g, '').slice(-Math.min(last, 40));
  return digits.length >= MIN_DIGITS && text.includes(digits);
}

/** Words that belong to every address, in the languages it may be written in. */
const COMMON = new Set(['rruga', 'rr', 'lagjja', 'lagjia', 'fshati', 'banesa', 'hyrja', 'kati', 'ulica', 'ul', 'selo', 'naselje', 'stan', 'ulaz', 'street', 'str', 'road', 'village', 'nr', 'br', 'no', 'pn', 'bb']);

/**
 * What to look for of an address: each of its parts with its house number, and the name of a street in two or more words. A
 * single word is mostly a town, which the text may name for other reasons.
 */
function addressPhrases(address: string): string[] {
  return address.split(/[,;\n]/).flatMap((part) => {
    const all = tokens(part).filter((token) => !COMMON.has(token));
    const letters = all.filter((token) => !/\d/.test(token));
    const numbered = letters.length > 0 && letters.length < all.length ? [all.join(' ')] : [];
    return letters.length >= 2 ? [...numbered, letters.join(' ')] : numbered;
  });
}

function tokens(text: string): string[] {
  return [...text.replace(/\p{Cf}/gu, '').matchAll(/[\p{L}\p{N}]+/gu)].map(([token]) => fold(token));
}
