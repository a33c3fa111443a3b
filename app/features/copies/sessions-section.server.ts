import { sessionsForCopy, type CopiedSession } from '#app/features/sessions/sessions-for-copy.server.ts';
import type { SupportKind } from '#app/features/sessions/session.schema.ts';
import type { CodeList } from '#app/platform/codes.ts';
import type { CopySection } from './copy-content.ts';
import type { CopyWriter } from './copy-writer.server.ts';

const SERVICES: Readonly<Record<SupportKind, CodeList>> = {
  psychosocial: 'psychosocialService',
  legal: 'legalService',
  casework: 'otherService',
};

/** Support of one kind with its notes; after a session that was corrected, what it said before. The caller has asked Cedar whether this kind may be read. */
export async function sessionsSection(
  { uow, caseId, purpose, t, f }: CopyWriter,
  kind: SupportKind,
): Promise<CopySection> {
  const titles = {
    psychosocial: t('copies:section.sessionsPsychosocial'),
    legal: t('copies:section.sessionsLegal'),
    casework: t('copies:section.sessionsCasework'),
  };
  const said = (it: Pick<CopiedSession, 'heldOn' | 'durationMinutes' | 'place'> & { service: string | null }) => [
    f.day('held_on', it.heldOn),
    f.code('service', SERVICES[kind], it.service),
    f.text('minutes', it.durationMinutes || null),
    f.text('place', it.place),
  ];
  const records = (await sessionsForCopy(uow, caseId, kind, purpose)).flatMap((session) => [
    [
      ...said(session),
      f.text('worker', session.worker),
      f.yesNo('in_group', session.groupSessionId !== null),
      f.text('note', session.note),
    ],
    ...session.earlier.map((before) => [
      f.day('replaced_on', before.replacedOn),
      f.text('correction', before.reason),
      ...said(before),
      f.text('note', before.note),
    ]),
  ]);
  return { key: `sessions_${kind}`, part: kind, title: titles[kind], records };
}
