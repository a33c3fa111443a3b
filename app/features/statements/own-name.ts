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
  const found = [...text.matchAll(/\p{L}+/gu)].map(([word]) => word).filter((word) => forms.has(fold(word)));
  return [...new Set(found)];
}

function inflected(stem: string): string[] {
  return stem.length >= 3 ? ENDINGS.slice(1).map((ending) => stem + fold(ending)) : [];
}

function words(text: string): string[] {
  return [...text.matchAll(/\p{L}+/gu)].map(([word]) => fold(word));
}

/** Without accents and case: `Đorđe` and `dorde`, `Vlorë` and `vlore` are the same. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/đ/g, 'd').normalize('NFD').replace(/\p{M}/gu, '');
}
