/**
 * The value of a JSON text as PostgreSQL writes `jsonb`, or undefined when JavaScript would read another number than the one
 * that stands there: 1 and 1.0000000000000000001 are one number here and two in the database.
 */
export function exactJson(text: string): unknown {
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g)) {
    if (!token.startsWith('"') && plainDecimal(Number(token)) !== token) return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A number's shortest digits without an exponent, as the database writes them. */
function plainDecimal(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padEnd(point, '0');
  return point > 0
    ? `${sign}${digits.slice(0, point)}${digits.length > point ? `.${digits.slice(point)}` : ''}`
    : `${sign}0.${'0'.repeat(-point)}${digits}`;
}
