/**
 * The texts (by key) in which a word of the name stands, as a whole word, whatever its case and accents. Words of fewer
 * than three letters are left out. Declined forms are found up to two letters longer: Agim, Agimi, Agimit.
 */
export function nameFoundIn<Key extends string>(name: string, texts: Readonly<Record<Key, string>>): Key[] {
  const words = plain(name).filter((word) => word.length >= 3);
  return (Object.keys(texts) as Key[]).filter((key) =>
    plain(texts[key]).some((found) => words.some((word) => found.startsWith(word) && found.length <= word.length + 2)),
  );
}

function plain(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
}
