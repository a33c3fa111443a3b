import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { packetsForCopy } from '#app/features/packets/packets-for-copy.server.ts';
import type { ActionFor } from '#app/kernel/actions.ts';
import { NotFound } from '#app/kernel/errors.ts';
import { COMPARTMENTS } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import {
  consentsSection,
  packetsSection,
  referralsSection,
  standingSections,
  tasksSection,
  wishesSection,
} from './casework-sections.server.ts';
import type { CopyPart, CopySection } from './copy-content.ts';
import { copyWriter } from './copy-writer.server.ts';
import { identitySection } from './identity-section.server.ts';
import {
  answersSection,
  applicationsSection,
  evidenceSection,
  lettersSection,
  statementSections,
} from './legal-sections.server.ts';
import { sessionsSection } from './sessions-section.server.ts';
import { whoRead, type ReadingDay } from './who-read.server.ts';

/** Under this purpose every field of a copy is opened. */
const PURPOSE = 'copy for the person';

/** The read that opens each part. */
const READS = {
  identity: 'readIdentity',
  casework: 'readCasework',
  psychosocial: 'readPsychosocial',
  legal: 'readLegal',
} as const satisfies Record<CopyPart, ActionFor<'Case'>>;

export interface CopyParts {
  /** what this member may read, and so hand over */
  held: CopyPart[];
  /** what only other workers can add, whether or not there is anything in it */
  others: CopyPart[];
}

export interface Copy extends CopyParts {
  code: string;
  language: Language;
  asked: Code<'copyAsked'>;
  madeAt: Date;
  madeBy: string;
  organisation: string;
  sections: CopySection[];
  readings: ReadingDay[];
}

/** Which parts a member's copy holds: those whose pages she may open. Throws NotFound. */
export async function copyParts(uow: UnitOfWork, caseId: string): Promise<CopyParts> {
  const may = await mayIn(uow, caseId);
  return {
    held: COMPARTMENTS.cso.filter((part) => may(READS[part])),
    others: COMPARTMENTS.cso.filter((part) => !may(READS[part])),
  };
}

/**
 * Everything that this member may read about the person, in one language: each section is asked for by the same action as its
 * page, so that nothing leaves that she could not look at.
 */
export async function assembleCopy(
  uow: UnitOfWork,
  caseId: string,
  { code, language, asked }: Pick<Copy, 'code' | 'language' | 'asked'>,
): Promise<Copy> {
  const may = await mayIn(uow, caseId);
  const knows = { psychosocial: may('readPsychosocial'), legal: may('readLegal') };
  const writer = copyWriter({ uow, caseId, language, purpose: PURPOSE, knows });
  const sections: CopySection[] = [];
  if (may('readIdentity')) sections.push(await identitySection(writer));
  sections.push(...(await standingSections(writer)));
  if (may('readConsents')) sections.push(await consentsSection(writer));
  if (may('readCasework')) {
    sections.push(await sessionsSection(writer, 'casework'));
    sections.push(await tasksSection(writer));
  }
  if (may('readReferrals')) sections.push(await referralsSection(writer));
  const { packets, letters, answers } = await packetsForCopy(uow, caseId, PURPOSE);
  sections.push(packetsSection(writer, packets));
  if (may('readErasure')) sections.push(await wishesSection(writer));
  if (may('readPsychosocial')) sections.push(await sessionsSection(writer, 'psychosocial'));
  if (may('readLegal')) sections.push(await sessionsSection(writer, 'legal'));
  if (may('readStatement')) sections.push(...(await statementSections(writer)));
  if (may('readApplication')) sections.push(await applicationsSection(writer));
  if (may('readEvidence')) sections.push(await evidenceSection(writer));
  if (letters) sections.push(lettersSection(writer, letters));
  if (answers) sections.push(answersSection(writer, answers));
  return {
    code,
    language,
    asked,
    madeAt: uow.now,
    madeBy: uow.actor.displayName,
    organisation: uow.actor.organisationName,
    ...(await copyParts(uow, caseId)),
    sections,
    readings: await whoRead(uow, caseId, language, knows),
  };
}

async function mayIn(uow: UnitOfWork, caseId: string): Promise<(action: ActionFor<'Case'>) => boolean> {
  const facts = await caseFacts(uow, caseId);
  if (!facts) throw new NotFound();
  return (action) => uow.may(action, { type: 'Case', id: caseId, facts });
}
