import { identityLabelsIn } from '#app/features/cases/identity-labels.ts';
import type { IdentityField } from '#app/features/cases/identity.schema.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';

/** The name of each field of a copy, under the key that it has in the machine-readable one. */
export function fieldLabels(language: Language) {
  const t = translator(language, 'copies');
  return {
    code: t('field.code'),
    step: t('field.step'),
    readiness: t('field.readiness'),
    opened_on: t('field.openedOn'),
    closed_on: t('field.closedOn'),
    role: t('field.role'),
    from: t('field.from'),
    until: t('field.until'),
    updated_on: t('field.updatedOn'),
    purpose: t('field.purpose'),
    meaning: t('field.meaning'),
    answer: t('field.answer'),
    recipient: t('field.recipient'),
    categories: t('field.categories'),
    method: t('field.method'),
    language: t('field.language'),
    interpreter_used: t('field.interpreterUsed'),
    given_on: t('field.givenOn'),
    expires_on: t('field.expiresOn'),
    withdrawn_on: t('field.withdrawnOn'),
    recorded_by: t('field.recordedBy'),
    note: t('field.note'),
    replaced_on: t('field.replacedOn'),
    correction: t('field.correction'),
    way: t('field.way'),
    came_of_it: t('field.cameOfIt'),
    answered_on: t('field.answeredOn'),
    answer_note: t('field.answerNote'),
    withdrawal_note: t('field.withdrawalNote'),
    kind: t('field.kind'),
    due_on: t('field.dueOn'),
    done_on: t('field.doneOn'),
    text: t('field.text'),
    held_on: t('field.heldOn'),
    service: t('field.service'),
    minutes: t('field.minutes'),
    place: t('field.place'),
    worker: t('field.worker'),
    in_group: t('field.inGroup'),
    asked_on: t('field.askedOn'),
    decided_on: t('field.decidedOn'),
    state: t('field.state'),
    version: t('field.version'),
    read_back_on: t('field.readBackOn'),
    approved_on: t('field.approvedOn'),
    written_at: t('field.writtenAt'),
    written_by: t('field.writtenBy'),
    begun_on: t('field.begunOn'),
    time: t('field.time'),
    perpetrators: t('field.perpetrators'),
    consequences_health: t('field.consequencesHealth'),
    consequences_life: t('field.consequencesLife'),
    reviewed_on: t('field.reviewedOn'),
    review_note: t('field.reviewNote'),
    type: t('field.type'),
    title: t('field.title'),
    provenance: t('field.provenance'),
    sha256: t('field.sha256'),
    bytes: t('field.bytes'),
    added_on: t('field.addedOn'),
    frozen_on: t('field.frozenOn'),
    handed_over_on: t('field.handedOverOn'),
    handed_over_route: t('field.handedOverRoute'),
    received_by: t('field.receivedBy'),
    referred_on: t('field.referredOn'),
    registration_number: t('field.registrationNumber'),
    history: t('field.history'),
    packet: t('field.packet'),
    sent_on: t('field.sentOn'),
    opened: t('field.opened'),
    outcome: t('field.outcome'),
    missing: t('field.missing'),
    words: t('field.words'),
    reasons: t('field.reasons'),
    remedy: t('field.remedy'),
  };
}

export type FieldKey = keyof ReturnType<typeof fieldLabels>;

/** The questions about who she is; the copy is hers, so what the page of a worker asks of her is said to her. */
export function identityQuestions(language: Language): Record<IdentityField, string> {
  const t = translator(language, 'copies');
  return {
    ...identityLabelsIn(translator(language, 'cases')),
    birthYear: t('field.birthYear'),
    nextOfKin: t('yours.nextOfKin'),
    channel: t('yours.channel'),
    referredFrom: t('yours.referredFrom'),
  };
}
