import { usePageOwner, useRootData } from './root-data.ts';

/** The hidden fields that every posting form carries: `_once`, `_by`, for whom the page was made, and `_for`, which proves it. */
export function OnceField() {
  const owner = usePageOwner();
  return (
    <>
      <input type="hidden" name="_once" value={useRootData()?.once ?? ''} readOnly suppressHydrationWarning />
      {owner ? (
        <>
          <input type="hidden" name="_by" value={owner.id} readOnly />
          <input type="hidden" name="_for" value={owner.proof} readOnly suppressHydrationWarning />
        </>
      ) : null}
    </>
  );
}
