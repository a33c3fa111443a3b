import { beforeAll, describe, expect, it } from 'vitest';
import { applicationSnapshot } from '#app/features/applications/application-snapshot.server.ts';
import { mayFollow } from '#app/features/applications/application-states.ts';
import type { Section } from '#app/features/applications/application.schema.ts';
import { applicationGaps } from '#app/features/applications/checklist.server.ts';
import { markReady } from '#app/features/applications/mark-ready.server.ts';
import { reviewApplication } from '#app/features/applications/review-application.server.ts';
import { saveSection, sectionDigest } from '#app/features/applications/save-section.server.ts';
import { setApplicationState } from '#app/features/applications/set-application-state.server.ts';
import { viewApplication, viewSection } from '#app/features/applications/view-application.server.ts';
import { viewReview } from '#app/features/applications/view-review.server.ts';
import { newEvidence } from '#app/features/evidence/view-evidence.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Conflict, Forbidden } from '#app/kernel/errors.ts';
import { caseOf, onCase } from '../support/legal-case.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let lawyer: SignedIn;
let second: SignedIn;
beforeAll(async () => {
  world = await createWorld();
  ({ lawyer, secondLawyer: second } = world.north.members);
});

const write = (member: SignedIn, caseId: string, section: Section, text: string, before: string | null = null) =>
  onCase(member, 'writeApplication', caseId, (uow) =>
    saveSection(uow, caseId, section, { base: sectionDigest(before), text, perpetrators: [] }),
  );
const view = (member: SignedIn, caseId: string) =>
  onCase(member, 'readApplication', caseId, (uow) => viewApplication(uow, caseId));
const seenBy = async (member: SignedIn, caseId: string) =>
  (await onCase(member, 'readApplication', caseId, (uow) => viewReview(uow, caseId))).seen;
const ready = (member: SignedIn, caseId: string) =>
  onCase(member, 'writeApplication', caseId, (uow) => markReady(uow, caseId));
const review = (member: SignedIn, caseId: string, seen: string, outcome: 'approved' | 'returned', note?: string) =>
  onCase(member, 'reviewApplication', caseId, (uow) => reviewApplication(uow, caseId, { seen, outcome, note }));
const asked = <T>(member: SignedIn, caseId: string, ask: (uow: Parameters<typeof applicationGaps>[0]) => Promise<T>) =>
  onCase(member, 'readApplication', caseId, async (uow) =>
    done(await ask(uow), { type: 'application.viewed', detail: { state: '' } }),
  );

describe('the application', () => {
  it('is not reviewed by who wrote in it, and is by a second legal officer', async () => {
    const caseId = await caseOf(lawyer, second);
    await write(lawyer, caseId, 'place', 'a village');
    await ready(lawyer, caseId);
    const seen = await seenBy(second, caseId);
    await expect(review(lawyer, caseId, seen, 'approved')).rejects.toThrow(Forbidden);
    expect((await view(lawyer, caseId)).mayReview).toBe(false);
    await review(second, caseId, seen, 'approved');
    expect((await view(lawyer, caseId)).review).toMatchObject({ outcome: 'approved', by: 'north secondLawyer' });
  });

  it('loses its review when somebody writes again, and its reviewer when she writes', async () => {
    const caseId = await caseOf(lawyer, second);
    await write(lawyer, caseId, 'place', 'a village');
    await ready(lawyer, caseId);
    await review(second, caseId, await seenBy(second, caseId), 'approved');
    await write(second, caseId, 'time', 'spring 1999');
    expect(await view(second, caseId)).toMatchObject({ state: 'drafting', review: null });
    await ready(lawyer, caseId);
    const seen = await seenBy(second, caseId);
    await expect(review(second, caseId, seen, 'approved')).rejects.toThrow(Forbidden);
  });

  it('says what writing takes back wherever one can still turn round, and says nothing of a draft', async () => {
    const caseId = await caseOf(lawyer, second);
    const said = async () => {
      const section = await onCase(lawyer, 'readApplication', caseId, (uow) => viewSection(uow, caseId, 'time', ''));
      const file = await onCase(lawyer, 'addEvidence', caseId, (uow) => newEvidence(uow, caseId));
      expect(file.takenBack).toBe(section.takenBack);
      return section.takenBack;
    };
    expect(await said()).toBeNull();
    await write(lawyer, caseId, 'place', 'a village');
    expect(await said()).toBeNull();
    await ready(lawyer, caseId);
    expect(await said()).toBe('ready');
    await review(second, caseId, await seenBy(second, caseId), 'approved');
    expect(await said()).toBe('review');
    await write(lawyer, caseId, 'time', 'spring 1999');
    expect(await said()).toBeNull();
  });

  it('is reviewed exactly as it was read', async () => {
    const caseId = await caseOf(lawyer, second);
    await write(lawyer, caseId, 'place', 'a village');
    const seen = await seenBy(second, caseId);
    await write(lawyer, caseId, 'place', 'another village', 'a village');
    await ready(lawyer, caseId);
    await expect(review(second, caseId, seen, 'approved')).rejects.toThrow(Conflict);
    await review(second, caseId, await seenBy(second, caseId), 'returned', 'please look at the time');
    expect(await view(lawyer, caseId)).toMatchObject({
      state: 'drafting',
      review: { outcome: 'returned', note: 'please look at the time' },
    });
  });

  it('lets two people write different sections, and keeps both texts of the same one', async () => {
    const caseId = await caseOf(lawyer, second);
    await write(lawyer, caseId, 'place', 'a village');
    await write(second, caseId, 'time', 'spring');
    await expect(write(second, caseId, 'place', 'a town')).rejects.toThrow(Conflict);
    const { sections } = await view(lawyer, caseId);
    expect(sections.map(({ text }) => text)).toEqual(['a village', 'spring', '', '', '']);
  });

  it('names what is missing, and only what is required stops freezing', async () => {
    const caseId = await caseOf(lawyer);
    const missing = async () =>
      (await asked(lawyer, caseId, (uow) => applicationGaps(uow, caseId))).filter((gap) => gap.required);
    expect((await missing()).map(({ item }) => item)).toEqual(['place', 'time', 'statement', 'consent', 'review']);
    await write(lawyer, caseId, 'place', 'a village');
    expect((await missing()).map(({ item }) => item)).toEqual(['time', 'statement', 'consent', 'review']);
    const snapshot = await asked(lawyer, caseId, async (uow) =>
      String((await applicationSnapshot(uow, caseId))?.sections.place),
    );
    expect(snapshot).toBe('[sealed]');
  });

  it('moves only where it may', async () => {
    const caseId = await caseOf(lawyer);
    await write(lawyer, caseId, 'place', 'a village');
    const id = await asked(
      lawyer,
      caseId,
      async (uow) => (await applicationSnapshot(uow, caseId))?.applicationId ?? '',
    );
    const move = (to: 'registered' | 'handed_over') => asked(lawyer, caseId, (uow) => setApplicationState(uow, id, to));
    await expect(move('registered')).rejects.toThrow(Conflict);
    await ready(lawyer, caseId);
    await move('handed_over');
    await expect(write(lawyer, caseId, 'time', 'spring')).rejects.toThrow(Conflict);
    expect(mayFollow('recognised', 'drafting')).toBe(false);
  });

  it('is closed to the caseworker and the counsellor of the same case', async () => {
    const { caseworker, counsellor } = world.north.members;
    const caseId = await caseOf(caseworker, counsellor, lawyer);
    for (const member of [caseworker, counsellor]) await expect(view(member, caseId)).rejects.toThrow(Forbidden);
    expect((await view(lawyer, caseId)).begun).toBe(false);
  });
});
