import { useTranslation } from 'react-i18next';
import type { ConsentState } from './consent-state.ts';
import type { ConsentPurpose, RecipientKind } from './consent.schema.ts';

/** Groups of the sheet, in the order in which they are talked about. */
export const GROUPS = {
  work: ['open_file', 'session_notes', 'internal_legal_officer', 'retention_after_closure'],
  reach: ['contact_phone', 'contact_message', 'contact_post', 'contact_visit', 'contact_trusted_person'],
  share: [
    'commission_submission',
    'psychological_report',
    'referral',
    'witness_contact',
    'external_archive',
    'prosecution',
  ],
  figures: ['anonymised_statistics'],
} as const satisfies Record<string, readonly ConsentPurpose[]>;

type Translate = (key: string, values?: Record<string, string>) => string;

/** One plain sentence for each purpose: what is agreed to. Also for a sheet in another language than the page. */
export function meaningsIn(t: Translate): Record<ConsentPurpose, string> {
  return {
    open_file: t('meaning.open_file'),
    contact_phone: t('meaning.contact_phone'),
    contact_message: t('meaning.contact_message'),
    contact_post: t('meaning.contact_post'),
    contact_visit: t('meaning.contact_visit'),
    contact_trusted_person: t('meaning.contact_trusted_person'),
    session_notes: t('meaning.session_notes'),
    internal_legal_officer: t('meaning.internal_legal_officer'),
    referral: t('meaning.referral'),
    commission_submission: t('meaning.commission_submission'),
    psychological_report: t('meaning.psychological_report'),
    witness_contact: t('meaning.witness_contact'),
    anonymised_statistics: t('meaning.anonymised_statistics'),
    external_archive: t('meaning.external_archive'),
    prosecution: t('meaning.prosecution'),
    retention_after_closure: t('meaning.retention_after_closure'),
  };
}

export function groupNamesIn(t: Translate): Record<keyof typeof GROUPS, string> {
  return { work: t('group.work'), reach: t('group.reach'), share: t('group.share'), figures: t('group.figures') };
}

/** What ends when a consent to this purpose is withdrawn. */
export function useStops(): (purpose: ConsentPurpose) => string {
  const { t } = useTranslation('consents');
  return (purpose) => {
    if (purpose === 'commission_submission') return t('stops.commission');
    if (purpose === 'psychological_report') return t('stops.report');
    if (purpose === 'witness_contact') return t('stops.witness');
    if (purpose === 'anonymised_statistics') return t('stops.statistics');
    if (purpose === 'retention_after_closure') return t('stops.retention');
    if (purpose.startsWith('contact_')) return t('stops.contact');
    return purpose === 'open_file' || purpose === 'session_notes' ? t('stops.file') : t('stops.sharing');
  };
}

/** What does not happen while a yes covers less than its purpose needs. */
export function useNarrowEffect(): (purpose: ConsentPurpose) => string {
  const { t } = useTranslation('consents');
  return (purpose) => {
    if (purpose === 'commission_submission') return t('narrow.commission');
    return purpose === 'anonymised_statistics' ? t('narrow.statistics') : t('narrow.other');
  };
}

export function useStateNames(): Record<ConsentState, string> {
  const { t } = useTranslation('consents');
  return {
    given: t('state.given'),
    narrow: t('state.narrow'),
    refused: t('state.refused'),
    withdrawn: t('state.withdrawn'),
    expired: t('state.expired'),
    not_asked: t('state.not_asked'),
  };
}

type RecipientText = (kind: RecipientKind, name: string | null, own: string) => string;

/** Where the data goes, in a few words; without a name it goes to somebody outside. */
export function useRecipientText(): RecipientText {
  const { t } = useTranslation('consents');
  return recipientTextIn(t);
}

/** The same in another language than the page's; `t` is bound to the messages `consents`. */
export function recipientTextIn(t: Translate): RecipientText {
  return (kind, name, own) => {
    if (kind === 'own') return t('recipient.own', { organisation: name ?? own });
    return name ? t('recipient.to', { organisation: name }) : t('recipient.outside');
  };
}
