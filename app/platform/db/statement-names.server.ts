/** Statements that keep their plan, for each connection; one plan under row-level security is some hundred kilobytes. */
const MOST = 200;
/** Texts that are remembered before they come again. */
const SEEN_AT_MOST = 2_000;

/**
 * Names statements from their second time on, so that PostgreSQL keeps the plan with the connection. What row-level security adds
 * to a statement makes planning dearer than running it (docs/decisions/088). Answers '' for a statement without a name. Of many
 * texts (a list of every length is one of its own) the first `most` that came again are kept.
 */
export function statementNames(most = MOST): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= most) return '';
    if (!seen.has(sql)) {
      if (seen.size >= SEEN_AT_MOST) seen.clear();
      seen.add(sql);
      return '';
    }
    seen.delete(sql);
    const name = `linden_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
