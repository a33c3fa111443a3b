import { parseWithZod } from '@conform-to/zod/v4';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ReviewSchema } from '#app/features/applications/application.schema.ts';
import { IdentitySchema } from '#app/features/cases/identity.schema.ts';
import { ConsentSchema } from '#app/features/consents/consent.schema.ts';
import { PaperProgressSchema, SupplementSchema } from '#app/features/packets/packet.schema.ts';
import { ReferralSchema } from '#app/features/referrals/referral.schema.ts';
import { DecisionSchema, NotesSchema } from '#app/features/review-files/review-file.schema.ts';
import { GroupSessionSchema, SESSION_SCHEMAS } from '#app/features/sessions/session.schema.ts';
import { NewValueSchema } from '#app/features/settings/setting.schema.ts';
import { RemedySchema } from '#app/features/tasks/task.schema.ts';
import { heldTogether } from '#app/platform/held-together.ts';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';

/** What a post of the form is answered with: the errors by field. */
function wrongIn(schema: z.ZodType, fields: Record<string, string>): Record<string, string[] | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return parseWithZod(form, { schema, error: zodErrorKeys }).reply().error ?? {};
}
const AHEAD = '2099-01-01';

describe('a form says at once all that is wrong', () => {
  it('of who she is', () => {
    const fields = { personalNumber: '123', birthDate: AHEAD, birthYear: '1700', rowVersion: '0' };
    expect(wrongIn(IdentitySchema, fields)).toEqual({
      personalNumber: ['cases:error.personalNumber'],
      birthDate: ['date_too_late'],
      birthYear: ['too_small|min=1900'],
    });
  });

  it('and a year that is not the one of the day, at the year', () => {
    const born = (birthDate: string, birthYear: string) => wrongIn(IdentitySchema, { birthDate, birthYear, rowVersion: '0' });
    expect(born('1970-05-01', '1971')).toEqual({ birthYear: ['cases:error.otherYear'] });
    expect(born('1970-05-01', '1970')).toEqual({});
    expect(born('', '1971')).toEqual({});
    expect(born('1970-05-01', '')).toEqual({});
  });

  it('of a session, alone or of a group', () => {
    const fields = { heldOn: AHEAD, durationMinutes: '9999', note: 'a'.repeat(10_001) };
    expect(wrongIn(SESSION_SCHEMAS.legal, { ...fields, service: 'legal_advice' })).toMatchObject({
      heldOn: ['date_too_late'],
      durationMinutes: ['too_big|max=720'],
      note: ['too_long|max=10000'],
    });
    expect(wrongIn(GroupSessionSchema, fields)).toMatchObject({
      heldOn: ['date_too_late'],
      durationMinutes: ['too_big|max=720'],
      attendees: ['sessions:error.nobodyAttended'],
    });
  });

  it('of a referral: also whom it names', () => {
    expect(wrongIn(ReferralSchema, { referredOn: AHEAD, way: 'passed_on' })).toEqual({
      referredOn: ['date_too_late'],
      service: ['choose_one'],
      recipient: ['required'],
      consentId: ['referrals:error.consent'],
      categories: ['choose_one'],
    });
    const consented = { referredOn: '2026-01-05', service: 'legal_aid', way: 'passed_on', categories: 'contact' };
    expect(wrongIn(ReferralSchema, { ...consented, consentId: crypto.randomUUID() })).toEqual({});
  });

  it('of a consent, a step on paper, a remedy, a review, a setting', () => {
    expect(wrongIn(ConsentSchema, { decision: 'given', givenOn: '2026-02-02', expiresOn: '2026-02-01' })).toMatchObject({
      method: ['choose_one'],
      categories: ['choose_one'],
      expiresOn: ['consents:error.expiresBeforeGiven'],
    });
    expect(wrongIn(PaperProgressSchema, { state: 'registered', happenedOn: '' })).toEqual({
      happenedOn: ['required'],
      registrationNumber: ['required'],
    });
    expect(wrongIn(RemedySchema, { taskId: 'none', remedy: 'not_used' })).toMatchObject({ reason: ['tasks:error.reason'] });
    expect(wrongIn(ReviewSchema, { outcome: 'returned' })).toEqual({ seen: ['required'], note: ['required'] });
    expect(wrongIn(NewValueSchema, { key: 'period', from: '2026-01-02', to: '2026-01-01' })).toEqual({
      to: ['date_too_early'],
      source: ['required'],
      validFrom: ['required'],
    });
  });

  it('of the commission’s notes and decision; it is looked over once all the rest is right', () => {
    expect(wrongIn(NotesSchema, { 'circumstances.text': 'Fictional.', 'consistency.assessment': 'none such' })).toEqual({
      'circumstances.assessment': ['commission:error.noAssessment'],
      'consistency.assessment': ['invalid_choice'],
    });
    expect(wrongIn(DecisionSchema, { outcome: 'rejected', reasons: 'Short.' })).toEqual({
      reasons: ['too_short|min=120'],
      remedy: ['commission:error.remedyNeeded'],
    });
    const reasons = 'Fictional. '.repeat(20);
    expect(wrongIn(DecisionSchema, { outcome: 'recognised', reasons })).toEqual({ sure: ['commission:error.lookOver'] });
  });

  it('of an answer to a letter: what is in its texts is looked for before it is looked over', () => {
    expect(wrongIn(SupplementSchema, { note: 'Fictional word.' })).toEqual({});
    expect(wrongIn(SupplementSchema, { note: 'Short.' })).toEqual({ evidence: ['packets:error.nothingChosen'] });
  });
});

describe('a rule about several answers', () => {
  const Span = heldTogether(z.object({ from: z.iso.date(), to: z.iso.date(), why: z.string() }), ({ from, to }, refuse) => {
    if (from && !to) refuse('to', 'required');
    if (from && to && to < from) refuse('to', 'date_too_early');
  });

  it('does not see what failed by itself, and says nothing more about it', () => {
    expect(wrongIn(Span, { from: '2026-01-01', to: 'soon' })).toEqual({ to: ['not_a_date'], why: ['required'] });
    expect(wrongIn(Span, { from: 'soon', to: '2026-01-01', why: 'x' })).toEqual({ from: ['not_a_date'] });
  });

  it('takes what is no form at all for what it is', () => {
    expect(Span.safeParse('text').success).toBe(false);
    expect(Span.safeParse(null).success).toBe(false);
  });
});
