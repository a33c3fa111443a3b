import { useRouteLoaderData } from '@remix-run/react';
import type { Language } from '#app/platform/i18n/languages.ts';

/** What every page has from the root loader. */
export interface RootData {
  language: Language;
  /** uuid v4; forms post it as `_once`, so that a double click makes one record. */
  once: string;
  /** Where "leave quickly" goes. */
  leaveUrl: string;
  /** What the form before this page did, in one line; `id` is new with every answer. */
  said: { id: string; text: string } | null;
}

/** The member for whom the page was made, and the server's proof of that; undefined where nobody is signed in. */
export function usePageOwner(): { id: string; proof: string } | undefined {
  return useRouteLoaderData<{ member?: { id: string; proof: string } } | null>('routes/_app')?.member;
}

/** Undefined on an error page whose root loader did not answer. */
export function useRootData(): RootData | undefined {
  return useRouteLoaderData<RootData>('root');
}
