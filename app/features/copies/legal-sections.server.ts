import { applicationsForCopy } from '#app/features/applications/applications-for-copy.server.ts';
import { evidenceForCopy } from '#app/features/evidence/evidence-for-copy.server.ts';
import type { CopiedAnswer, CopiedLetter } from '#app/features/packets/packets-for-copy.server.ts';
import { statementForCopy } from '#app/features/statements/statement-for-copy.server.ts';
import type { CopySection } from './copy-content.ts';
import type { CopyWriter } from './copy-writer.server.ts';

/** What she told, as it stands, and when it was written. The caller has asked Cedar for `readStatement`. */
export async function statementSections({ uow, caseId, purpose, t, f }: CopyWriter): Promise<CopySection[]> {
  const states = {
    drafting: t('copies:statement.drafting'),
    read_back: t('copies:statement.readBack'),
    approved: t('copies:statement.approved'),
  };
  const { statement, versions } = await statementForCopy(uow, caseId, purpose);
  const current = statement && [
    f.code('language', 'language', statement.language),
    f.named('state', { code: statement.state, label: states[statement.state] }),
    f.text('version', statement.version),
    f.day('read_back_on', statement.readBackOn),
    f.day('approved_on', statement.approvedOn),
    f.text('text', statement.text?.trim() || null),
  ];
  const written = versions.map(({ version, at, by }) => [
    f.text('version', version),
    f.moment('written_at', at),
    f.text('written_by', by),
  ]);
  return [
    { key: 'statement', part: 'legal', title: t('copies:section.statement'), records: current ? [current] : [] },
    { key: 'statement_versions', part: 'legal', title: t('copies:section.versions'), records: written },
  ];
}

/** The caller has asked Cedar for `readApplication`. */
export async function applicationsSection({ uow, caseId, purpose, t, f }: CopyWriter): Promise<CopySection> {
  const records = (await applicationsForCopy(uow, caseId, purpose)).map((application) => [
    f.day('begun_on', application.begunOn),
    f.code('state', 'applicationState', application.state),
    f.text('place', application.place),
    f.text('time', application.time),
    f.lines(
      'perpetrators',
      application.perpetrators.map(({ group, description }) =>
        description ? { ...f.labelled('perpetratorGroup', group), description } : f.labelled('perpetratorGroup', group),
      ),
    ),
    f.text('consequences_health', application.consequencesHealth),
    f.text('consequences_life', application.consequencesLife),
    f.day('reviewed_on', application.reviewedOn),
    f.text('review_note', application.reviewNote),
  ]);
  return { key: 'applications', part: 'legal', title: t('copies:section.applications'), records };
}

/** The caller has asked Cedar for `readEvidence`. */
export async function evidenceSection({ uow, caseId, purpose, t, f }: CopyWriter): Promise<CopySection> {
  const events = {
    added: t('evidence:custody.added'),
    viewed: t('evidence:custody.viewed'),
    downloaded: t('evidence:custody.downloaded'),
    included_in_packet: t('evidence:custody.included'),
    removed: t('evidence:custody.removed'),
  };
  const records = (await evidenceForCopy(uow, caseId, purpose)).map((piece) => [
    f.code('type', 'evidenceType', piece.type),
    f.text('title', piece.title),
    f.text('provenance', piece.provenance),
    f.day('added_on', piece.addedOn),
    f.text('bytes', piece.bytes),
    f.text('sha256', piece.sha256),
    f.lines(
      'custody',
      piece.custody.map(({ event, on, note }) => ({
        code: event,
        label: events[event],
        on,
        ...(note ? { description: note } : {}),
      })),
    ),
  ]);
  return { key: 'evidence', part: 'legal', title: t('copies:section.evidence'), records };
}

/** What the commission wrote. One that nobody has taken out of its envelope says only that it came. */
export function lettersSection({ t, f }: CopyWriter, letters: readonly CopiedLetter[]): CopySection {
  const kinds = { request: t('copies:letter.request'), decision: t('copies:letter.decision') };
  const records = letters.map(({ words, ...letter }) => [
    f.text('packet', letter.packet),
    f.named('kind', { code: letter.kind, label: kinds[letter.kind] }),
    f.day('sent_on', letter.sentOn),
    f.yesNo('opened', letter.opened),
    f.code('outcome', 'applicationState', letter.outcome),
    f.codes('missing', 'fileGap', letter.gaps),
    f.day('due_on', letter.due?.on),
    ...(words?.kind === 'request' ? [f.text('words', words.text)] : []),
    ...(words?.kind === 'decision' ? [f.text('reasons', words.reasons), f.text('remedy', words.remedy)] : []),
  ]);
  return { key: 'letters', part: 'legal', title: t('copies:section.letters'), records };
}

/** What was sent in answer to the commission's requests; one that is not as it was sent says only that it went. */
export function answersSection({ t, f }: CopyWriter, answers: readonly CopiedAnswer[]): CopySection {
  const records = answers.map((answer) => [
    f.text('packet', answer.packet),
    f.text('number', answer.number),
    f.moment('sent_at', answer.sentAt),
    f.text('pieces', answer.pieces),
    f.lines(
      'documents',
      (answer.list?.evidence ?? []).map(({ type, title }) => ({
        ...f.labelled('evidenceType', type),
        description: title,
      })),
    ),
    f.text('note', answer.list?.note || null),
  ]);
  return { key: 'answers', part: 'legal', title: t('copies:section.answers'), records };
}
