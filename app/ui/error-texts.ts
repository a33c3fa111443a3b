import type { TFunction } from 'i18next';

export const KNOWN_STATUSES = [400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503] as const;
export type KnownStatus = (typeof KNOWN_STATUSES)[number];

/** The status as one that has words: every other is told as 500. */
export function knownStatus(status: number): KnownStatus {
  return KNOWN_STATUSES.find((known) => known === status) ?? 500;
}

/** What happened, what was kept and what to do, by status. */
export function errorTexts(t: TFunction): Record<KnownStatus, [title: string, text: string]> {
  return {
    400: [t('errors:page.400.title'), t('errors:page.400.text')],
    401: [t('errors:page.401.title'), t('errors:page.401.text')],
    403: [t('errors:page.403.title'), t('errors:page.403.text')],
    404: [t('errors:page.404.title'), t('errors:page.404.text')],
    405: [t('errors:page.405.title'), t('errors:page.405.text')],
    409: [t('errors:page.409.title'), t('errors:page.409.text')],
    413: [t('errors:page.413.title'), t('errors:page.413.text')],
    422: [t('errors:page.422.title'), t('errors:page.422.text')],
    429: [t('errors:page.429.title'), t('errors:page.429.text')],
    500: [t('errors:page.500.title'), t('errors:page.500.text')],
    503: [t('errors:page.503.title'), t('errors:page.503.text')],
  };
}
