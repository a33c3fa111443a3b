import { sectionDigest, saveSection } from '#app/features/applications/save-section.server.ts';
import { markReady } from '#app/features/applications/mark-ready.server.ts';
import { reviewApplication } from '#app/features/applications/review-application.server.ts';
import { viewReview } from '#app/features/applications/view-review.server.ts';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { addEvidence } from '#app/features/evidence/add-evidence.server.ts';
import { freezePacket } from '#app/features/packets/freeze-packet.server.ts';
import { packetResource } from '#app/features/packets/packet-facts.server.ts';
import { referPacket } from '#app/features/packets/refer-packet.server.ts';
import { acceptPacket } from '#app/features/review-files/accept-packet.server.ts';
import { assignReviewer } from '#app/features/review-files/assign-reviewer.server.ts';
import { declareConflict } from '#app/features/review-files/declare-conflict.server.ts';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { approveStatement, recordReadBack } from '#app/features/statements/approve-statement.server.ts';
import { saveStatement } from '#app/features/statements/save-statement.server.ts';
import { startStatement } from '#app/features/statements/start-statement.server.ts';
import { viewStatement } from '#app/features/statements/view-statement.server.ts';
import type { ConsentAnswer } from '#app/features/consents/consent.schema.ts';
import type { ActionFor } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Redirect, type Done } from '#app/kernel/audit-events.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { aCase, consentTo, onCase } from './casework.ts';
import { locationOf, type World } from './world.ts';

export const NAME = 'Zamira Fiktive';
export const PIECE_TITLE = 'A title that stands for one of a report';
export const PIECE_TEXT = 'A plainly fictional text that stands for a report.';
export const ADDRESS = 'Fictional Street 1';
export const STORY = 'A plainly fictional text that stands for a statement.';
export const TODAY = '2026-11-23';
export const NOW = new Date(`${TODAY}T10:00:00Z`);

let ticks = 0;
/** A second later each time, so that what happens has an order. */
const next = () => new Date(NOW.getTime() + 1000 * (ticks += 1));

export function onPacket<View>(member: SignedIn, action: ActionFor<'Packet'>, packetId: string, handler: (uow: UnitOfWork) => Promise<Done<View>>, now = next()) {
  return withUnitOfWork(member, { action, resource: (uow) => packetResource.load(uow, { packetId }), now }, handler);
}

export function onFile<View>(member: SignedIn, action: ActionFor<'ReviewFile'>, fileId: string, handler: (uow: UnitOfWork) => Promise<Done<View>>, now = next()) {
  return withUnitOfWork(member, { action, resource: (uow) => reviewFileResource.load(uow, { fileId }), now }, handler);
}

/** What a page shows; throws when the handler sent the browser elsewhere. */
export function shown<View>(view: View | Redirect): View {
  if (view instanceof Redirect) throw new Error('The page redirected.');
  return view;
}

/** Pieces of evidence that stand on a consent of their own. */
export type ConsentedEvidence = 'psychological_report' | 'witness_statement';
const CONSENT_OF = { psychological_report: 'psychological_report', witness_statement: 'witness_contact' } as const;

interface Ready {
  story?: string;
  without?: 'consent' | 'statement' | 'review' | '';
  expiresOn?: string;
  /** how the consent to submission differs */
  submission?: Partial<ConsentAnswer>;
  /** added after the fictional note, each with its consent */
  evidence?: readonly ConsentedEvidence[];
}
interface ReadyCase {
  caseId: string;
  /** to submission */
  consentId: string;
  consents: Partial<Record<ConsentedEvidence, string>>;
}

/** A case whose application is ready, reviewed and consented to; `without` leaves one thing out. */
export async function aReadyCase(world: World, { story = STORY, without = '', expiresOn = '', submission = {}, evidence = [] }: Ready = {}): Promise<ReadyCase> {
  const { caseworker, lawyer, secondLawyer, supervisor } = world.north.members;
  const caseId = await aCase(caseworker, supervisor, [lawyer, secondLawyer]);
  const by = <View>(action: ActionFor<'Case'>, handler: (uow: UnitOfWork) => Promise<Done<View>>, member: SignedIn = lawyer) =>
    onCase(member, action, caseId, handler, NOW);
  const { rowVersion } = shown(await by('readIdentity', (uow) => viewIdentity(uow, caseId), caseworker));
  await by('editIdentity', (uow) => saveIdentity(uow, caseId, { fullName: NAME, phone: '044 000 000', hours: 'mornings', address: ADDRESS, birthYear: 1960, rowVersion }), caseworker);
  await consentTo(caseworker, caseId, 'anonymised_statistics');
  const said = { givenOn: '2026-11-01', ...(expiresOn ? { expiresOn } : {}), ...submission };
  const consentId = without === 'consent' ? '' : await consentTo(caseworker, caseId, 'commission_submission', said);
  for (const section of ['place', 'time'] as const) {
    const form = { base: sectionDigest(null), text: `Fictional ${section}.`, perpetrators: [] };
    await by('writeApplication', (uow) => saveSection(uow, caseId, section, form));
  }
  const add = (evidenceType: 'cso_documentation' | ConsentedEvidence, title: string, text: string) =>
    onCase(lawyer, 'addEvidence', caseId, (uow) => addEvidence(uow, caseId, { evidenceType, title, provenance: undefined, file: new File([text], 'note.txt') }), next());
  await add('cso_documentation', 'Fictional note', 'A fictional note.');
  const consents: ReadyCase['consents'] = {};
  for (const type of evidence) {
    consents[type] = await consentTo(caseworker, caseId, CONSENT_OF[type], { givenOn: '2026-11-01' });
    await add(type, PIECE_TITLE, PIECE_TEXT);
  }
  if (without !== 'statement') await approvedText(by, caseId, story);
  await by('writeApplication', (uow) => markReady(uow, caseId));
  if (without === 'review') return { caseId, consentId, consents };
  const { seen } = shown(await by('reviewApplication', (uow) => viewReview(uow, caseId), secondLawyer));
  await by('reviewApplication', (uow) => reviewApplication(uow, caseId, { seen, outcome: 'approved', note: undefined }), secondLawyer);
  return { caseId, consentId, consents };
}

async function approvedText(
  by: <View>(action: ActionFor<'Case'>, handler: (uow: UnitOfWork) => Promise<Done<View>>) => Promise<View | Redirect>,
  caseId: string,
  text: string,
): Promise<void> {
  const step = async () => {
    const { statement } = shown(await by('readStatement', (uow) => viewStatement(uow, caseId))) as { statement: { id: string; base: number } };
    return { statementId: statement.id, base: statement.base };
  };
  await by('writeStatement', (uow) => startStatement(uow, caseId, 'en'));
  const first = await step();
  await by('writeStatement', (uow) => saveStatement(uow, caseId, { ...first, text }));
  const second = await step();
  await by('writeStatement', (uow) => recordReadBack(uow, caseId, { ...second, readBackOn: TODAY }));
  const third = await step();
  await by('approveStatement', (uow) => approveStatement(uow, caseId, { ...third, nameSeen: true }));
}

export async function freeze(world: World, caseId: string, form = { language: 'en' as const, nameSeen: false }, now = NOW): Promise<string> {
  const view = await onCase(world.north.members.lawyer, 'freezePacket', caseId, (uow) => freezePacket(uow, caseId, form), now);
  return locationOf(view).split('/')[2] ?? '';
}

/** A packet that was referred in the system. */
export async function aReferredPacket(world: World, how: Ready = {}) {
  const ready = await aReadyCase(world, how);
  const packetId = await freeze(world, ready.caseId);
  await onPacket(world.north.members.lawyer, 'referPacket', packetId, (uow) => referPacket(uow, packetId));
  return { ...ready, packetId };
}

let registered = 0;

export async function accept(world: World, packetId: string): Promise<string> {
  registered += 1;
  const number = `2026/${String(registered).padStart(4, '0')}`;
  const view = await onPacket(world.commission.members.secretary, 'acceptPacket', packetId, (uow) => acceptPacket(uow, packetId, { registrationNumber: number }));
  return locationOf(view).split('/')[2] ?? '';
}

/** A registered file with a reviewer who declared that she has no conflict. */
export async function aFileUnderReview(world: World, how: Ready = {}) {
  const referred = await aReferredPacket(world, how);
  const fileId = await accept(world, referred.packetId);
  const { chair, reviewer } = world.commission.members;
  await onFile(chair, 'assignReviewer', fileId, (uow) => assignReviewer(uow, fileId, reviewer.actor.id));
  await onFile(reviewer, 'declareConflict', fileId, (uow) => declareConflict(uow, fileId, 'none'));
  return { ...referred, fileId };
}
