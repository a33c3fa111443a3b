const ENDINGS = [
  '',
  'a',
  'e',
  'i',
  'u',
  'o',
  'ë',
  's',
  'ës',
  'ën',
  'in',
  'it',
  'un',
  'ut',
  'n',
  't',
  'om',
  'em',
  'oj',
  'ja',
  'je',
  'ju',
  'jen',
];

/**
 * The words of a text that are a person's own first name or surname, also with the usual Albanian and Serbian endings:
 * reviewers must not learn the name from the text. Names of fewer than three letters are not looked for.
 */
export function ownNameIn(text: string, fullName: string): string[] {
  const forms = new Set(
    words(fullName)
      .filter((name) => name.length >= 3)
      .flatMap((name) => [name, ...inflected(name.replace(/[aeiou]$/, ''))]),
  );
  if (forms.size === 0) return [];
  const found = wordsOf(text).filter((word) => forms.has(fold(word)) || forms.has(fold(inOneScript(word))));
  return [...new Set(found)];
}

function inflected(stem: string): string[] {
  return stem.length >= 3 ? ENDINGS.slice(1).map((ending) => stem + fold(ending)) : [];
}

function words(text: string): string[] {
  return wordsOf(text).map(fold);
}

/** Signs that nobody sees, such as soft hyphens, part no word. */
function wordsOf(text: string): string[] {
  return [...text.replace(/\p{Cf}/gu, '').matchAll(/\p{L}+/gu)].map(([word]) => word);
}

/** Serbian Cyrillic, letter by letter. */
const LATIN: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    ђ: 'd',
    е: 'e',
    ж: 'z',
    з: 'z',
    и: 'i',
    ј: 'j',
    к: 'k',
    л: 'l',
    љ: 'lj',
  },
  ...{
    м: 'm',
    н: 'n',
    њ: 'nj',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    ћ: 'c',
    у: 'u',
    ф: 'f',
    х: 'h',
    ц: 'c',
    ч: 'c',
  },
  ...{ џ: 'dz', ш: 's' },
};
/** Cyrillic letters that look like Latin ones: in a word of both they are meant as those. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    в: 'b',
    е: 'e',
    і: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    ѕ: 's',
    т: 't',
    у: 'y',
    х: 'x',
  },
};

function inOneScript(word: string): string {
  const mixed = /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word);
  return mixed ? word.toLowerCase().replace(/\p{Script=Cyrillic}/gu, (letter) => LOOKS_LIKE[letter] ?? letter) : word;
}

/** Without accents, case and script: `Đorđe`, `Djordje`, `dorde` and `Ђорђе`, `Vlorë` and `vlore` are the same. */
export function fold(text: string): string {
  const plain = text.toLowerCase().replace(/đ/g, 'd').normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/\p{Script=Cyrillic}/gu, (letter) => LATIN[letter] ?? letter).replace(/dj/g, 'd');
}
