import { useRootData } from './root-data.ts';

/** The hidden `_once` that every posting form carries. */
export function OnceField() {
  return <input type="hidden" name="_once" value={useRootData()?.once ?? ''} readOnly suppressHydrationWarning />;
}
