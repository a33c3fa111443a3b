import type { Compartment } from '#app/kernel/roles.ts';

/** A code with its label in the language of the copy. */
export interface Labelled {
  code: string;
  label: string;
  /** a day, where the code is a step that was taken */
  on?: string;
  /** what was written beside it */
  description?: string;
}

/** One answer: `value` for a machine, `shown` for a reader; empty text = nothing was written. */
export interface CopyField {
  key: string;
  label: string;
  value: string | number | boolean | null | Labelled | Labelled[];
  shown: string;
}

export type CopyPart = Compartment<'cso'>;

/** What is held of one kind. A section without records says that there is nothing of it. */
export interface CopySection {
  key: string;
  part: CopyPart;
  title: string;
  records: CopyField[][];
}
