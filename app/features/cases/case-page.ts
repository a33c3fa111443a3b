export const CASE_SORTS = ['-waiting', 'waiting', '-opened', 'opened'] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

/** Where a page of the list begins: after a row (or, for `previous`, before it) with this date and id. */
export interface CasePage {
  direction: 'next' | 'previous';
  at: Date;
  id: string;
}

const PAGE = /^([np])\.(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** As it stands in the address: `n.<milliseconds>.<id>`. */
export function pageText({ direction, at, id }: CasePage): string {
  return `${direction === 'next' ? 'n' : 'p'}.${at.getTime()}.${id}`;
}

/** Null for anything else, so that an old or broken link shows the first page. */
export function pageFrom(text: string | undefined): CasePage | null {
  const [, direction, at, id] = PAGE.exec(text ?? '') ?? [];
  if (!direction || !at || !id) return null;
  return { direction: direction === 'n' ? 'next' : 'previous', at: new Date(Number(at)), id };
}
