/** The first eight signs of an opaque id: enough to compare, short enough for a phone. */
export function ShortId({ id }: { id: string }) {
  return <code className="tabular-nums">{id.slice(0, 8)}</code>;
}
