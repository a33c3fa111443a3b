import { useMemberId, useRootData } from './root-data.ts';

/** The hidden fields that every posting form carries: `_once`, and `_by`, for whom the page was made. */
export function OnceField() {
  const by = useMemberId();
  return (
    <>
      <input type="hidden" name="_once" value={useRootData()?.once ?? ''} readOnly suppressHydrationWarning />
      {by ? <input type="hidden" name="_by" value={by} readOnly /> : null}
    </>
  );
}
