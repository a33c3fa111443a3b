import { codeKey, type Code } from '#app/platform/codes.ts';
import { formatNumber } from '#app/platform/i18n/format.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import type { ConsentPurpose, DocumentKind, EvidenceType } from './packet-snapshot.ts';

export type Labels = Readonly<Record<string, string>>;

/** The printed words of one kind of document. */
export function labelsOf(kind: DocumentKind, language: Language): Labels {
  const t = translator(language, 'documents');
  const shared = {
    fingerprint: t('fingerprint'),
    resolution: t('resolution'),
    packet_code: t('packetCode'),
    empty: t('empty'),
    checkpoint: t('checkpoint'),
    checkpoint_none: t('checkpointNone'),
  };
  if (kind === 'identity_sheet') {
    return {
      ...shared,
      title: t('identity.title'),
      lead: t('identity.lead'),
      frozen_on: t('frozenOn'),
      person: t('identity.person'),
      name: t('identity.name'),
      personal_number: t('identity.personalNumber'),
      document_number: t('identity.documentNumber'),
      birth_date: t('identity.birthDate'),
      birth_year: t('identity.birthYear'),
      address: t('identity.address'),
      contact: t('identity.contact'),
      phone: t('identity.phone'),
      phone_note: t('identity.phoneNote'),
      no_phone: t('identity.noPhone'),
      safe_contact: t('identity.safeContact'),
      not_given: t('identity.notGiven'),
      contact_not_agreed: t('identity.contactNotAgreed'),
    };
  }
  if (kind === 'receipt') {
    return {
      ...shared,
      fingerprint: 'SHA-256',
      title: t('receipt.title'),
      lead: t('receipt.lead'),
      frozen_on: t('frozenOn'),
      pages: t('receipt.pages'),
      sha256: t('receipt.sha256'),
      handed_over: t('receipt.handedOver'),
      received: t('receipt.received'),
      by_name: t('receipt.byName'),
      office: t('receipt.office'),
      date_time: t('receipt.dateTime'),
      registration_number: t('receipt.registrationNumber'),
      signature: t('receipt.signature'),
      signature_stamp: t('receipt.signatureStamp'),
      how_to_check: t('receipt.howToCheck'),
    };
  }
  return {
    ...shared,
    title: t('coded.title'),
    lead: t('coded.lead'),
    organisation: t('coded.organisation'),
    statement_language: t('coded.statementLanguage'),
    frozen_on: t('frozenOn'),
    pages: t('coded.pages'),
    content_hash: t('coded.contentHash'),
    contents: t('coded.contents'),
    place: t('coded.place'),
    time: t('coded.time'),
    perpetrators: t('coded.perpetrators'),
    consequences_health: t('coded.consequencesHealth'),
    consequences_life: t('coded.consequencesLife'),
    narrative: t('coded.narrative'),
    evidence: t('coded.evidence'),
    no_evidence: t('coded.noEvidence'),
    number: t('coded.number'),
    document: t('coded.document'),
    provenance: t('coded.provenance'),
    extent: t('coded.extent'),
    sha256: t('coded.sha256'),
    consents: t('coded.consents'),
    no_consents: t('coded.noConsents'),
    reference: t('coded.reference'),
    purpose: t('coded.purpose'),
    method: t('coded.method'),
    given_on: t('coded.givenOn'),
  };
}

/** Names of the codes that a coded packet prints. */
export function codeNames(language: Language) {
  const t = translator(language, 'documents');
  const evidence: Readonly<Record<EvidenceType, string>> = {
    witness_statement: t('evidenceType.witnessStatement'),
    medical_report: t('evidenceType.medicalReport'),
    psychological_report: t('evidenceType.psychologicalReport'),
    cso_documentation: t('evidenceType.csoDocumentation'),
    contemporaneous_record: t('evidenceType.contemporaneousRecord'),
    photo: t('evidenceType.photo'),
    media: t('evidenceType.media'),
    court_file: t('evidenceType.courtFile'),
    international_archive: t('evidenceType.internationalArchive'),
    other: t('evidenceType.other'),
  };
  const purpose: Readonly<Record<ConsentPurpose, string>> = {
    submission_to_commission: t('purpose.submission'),
    attach_psychological_report: t('purpose.psychologicalReport'),
    contact_witness: t('purpose.witness'),
    other: t('purpose.other'),
  };
  const method = { written: t('method.written'), oral: t('method.oral') } as const;
  const languageName: Readonly<Record<Language, string>> = {
    sq: t('language.sq'),
    sr: t('language.sr'),
    en: t('language.en'),
  };
  const code = translator(language, 'codes');
  const perpetratorGroup = (group: Code<'perpetratorGroup'>) => code(codeKey('perpetratorGroup', group));
  return {
    evidence,
    purpose,
    method,
    languageName,
    perpetratorGroup,
    pages: (count: number) => t('pageCount', { count }),
  };
}

/** How many events the log had, in words. */
export function eventCount(language: Language, count: number): string {
  return translator(language, 'documents')('eventCount', { count, shown: formatNumber(language, count) });
}
