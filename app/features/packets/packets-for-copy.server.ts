import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listLetters } from './letter-repo.server.ts';
import type { LetterBody } from './letter.schema.ts';
import { packetFacts } from './packet-facts.server.ts';
import { listPacketsOfCase, openReceiver, organisationName } from './packet-repo.server.ts';
import { dayOf, standsAt, type PacketStands } from './packet-view.ts';
import { wordsOf } from './letter-words.server.ts';
import { toLetterHead, type LetterHead } from './read-letter.server.ts';
import { readSupplements, type ReadSupplement } from './read-supplements.server.ts';

export interface CopiedPacket {
  code: string;
  stands: PacketStands;
  recipient: string;
  frozenOn: string;
  handedOverOn: string | null;
  handedOverRoute: Code<'handoverRoute'> | null;
  receivedBy: string | null;
  referredOn: string | null;
  registrationNumber: string | null;
  withdrawnOn: string | null;
  /** oldest first */
  steps: { state: Code<'applicationState'>; on: string }[];
}

export interface CopiedLetter extends LetterHead {
  packet: string;
  /** null while it lies in its envelope, or when it is not what the commission wrote */
  words: LetterBody | null;
}

export interface CopiedAnswer extends ReadSupplement {
  packet: string;
}

/** The packets that this member may follow, newest first; the letters about them and what answered them, to who may read letters. */
export async function packetsForCopy(
  uow: UnitOfWork,
  caseId: string,
  purpose: string,
): Promise<{ packets: CopiedPacket[]; letters: CopiedLetter[] | null; answers: CopiedAnswer[] | null }> {
  const packets: CopiedPacket[] = [];
  const letters: CopiedLetter[] = [];
  const answers: CopiedAnswer[] = [];
  let readsLetters = false;
  for (const row of await listPacketsOfCase(uow, caseId)) {
    const facts = await packetFacts(uow, row.id);
    const resource = facts && ({ type: 'Packet', id: row.id, facts } as const);
    if (!resource || !uow.may('readPacket', resource)) continue;
    packets.push({
      code: row.code,
      stands: standsAt(row, row.events),
      recipient: await organisationName(uow, row.recipient_organisation_id),
      frozenOn: isoDate(row.frozen_at),
      handedOverOn: row.handed_over_on && dayOf(row.handed_over_on),
      handedOverRoute: row.handed_over_route as Code<'handoverRoute'> | null,
      receivedBy: uow.reveal(await openReceiver(uow, row), purpose),
      referredOn: row.referred_at && isoDate(row.referred_at),
      registrationNumber: row.registration_number,
      withdrawnOn: row.withdrawn_at && isoDate(row.withdrawn_at),
      steps: row.events.map(({ state, happened_on }) => ({
        state: state as Code<'applicationState'>,
        on: dayOf(happened_on),
      })),
    });
    if (!uow.may('readLetter', resource)) continue;
    readsLetters = true;
    letters.push(...(await lettersOf(uow, row)));
    const sent = await readSupplements(uow, row, purpose);
    answers.push(...sent.map((answer) => ({ ...answer, packet: row.code })));
  }
  return { packets, letters: readsLetters ? letters : null, answers: readsLetters ? answers : null };
}

async function lettersOf(uow: UnitOfWork, packet: { id: string; code: string }): Promise<CopiedLetter[]> {
  const letters: CopiedLetter[] = [];
  for (const row of await listLetters(uow, packet.id)) {
    const head = toLetterHead(row, new Set(), null);
    const words = head.opened ? await wordsOf(uow, row) : null;
    letters.push({ ...head, packet: packet.code, words: words === 'broken' ? null : words });
  }
  return letters;
}
