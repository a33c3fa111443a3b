import { SHORT_ID } from './audit.schema.ts';

/** The first signs of an opaque id, enough to compare and to look for, short enough for a phone; the whole of it as a title. */
export function ShortId({ id }: { id: string }) {
  return (
    <code className="tabular-nums" title={id}>
      {id.slice(0, SHORT_ID)}
    </code>
  );
}
