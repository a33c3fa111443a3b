import type { TFunction } from 'i18next';
import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';

/** Labels that speak of her to a worker, as a copy says them to herself; by `<list>.<code>`, or `event.<type>`. */
export function saidToHer(language: Language): Readonly<Record<string, string>> {
  const t: TFunction = translator(language, 'copies');
  return {
    'readiness.wants_to_apply': t('yours.wantsToApply'),
    'readiness.does_not_want': t('yours.doesNotWant'),
    'referredFrom.self': t('yours.cameYourself'),
    'referralWay.passed_on': t('yours.passedOn'),
    'referralWay.told': t('yours.told'),
    'referralOutcome.helped': t('yours.helped'),
    'referralOutcome.partly_helped': t('yours.partlyHelped'),
    'referralOutcome.declined_by_survivor': t('yours.declined'),
    'applicationState.withdrawn': t('yours.withdrawn'),
    'event.statement.approved': t('yours.approved'),
  };
}
