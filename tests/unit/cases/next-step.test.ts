import { describe, expect, it } from 'vitest';
import { nextStep, type Standing } from '#app/features/cases/next-step.ts';

const settled: Standing = {
  closed: false,
  mayAssign: false,
  assignedCount: 2,
  lawyerWanted: false,
  mayEditIdentity: true,
  hasName: true,
  mayRecordConsent: true,
  consentCount: 3,
  mayRecordCasework: true,
  hasOpenTask: false,
  toTell: false,
  toAnswer: false,
  readiness: 'wants_to_apply',
  mayWriteApplication: true,
  applicationState: 'ready',
  toReview: false,
  mayFreeze: false,
  packet: null,
};
const frozen = { id: 'p', stands: 'frozen', unopened: 0 } as const;

describe('the next step of a case', () => {
  it.each<[string, Partial<Standing>, ReturnType<typeof nextStep>]>([
    ['nothing in a closed case', { closed: true }, null],
    ['the application while it is written', { applicationState: 'drafting' }, 'application'],
    ['the review, for the second legal officer', { toReview: true }, 'review'],
    ['a session, for who prepared it and waits', {}, 'session'],
    ['the packet, once the review is over', { mayFreeze: true }, 'packet'],
    ['sending it, once it is made', { mayFreeze: true, packet: frozen }, 'send'],
    ['a session, while the commission has it', { applicationState: 'handed_over', packet: { ...frozen, stands: 'handed_over' } }, 'session'],
    ['the letter before every task', { hasOpenTask: true, packet: { ...frozen, stands: 'incomplete', unopened: 1 } }, 'letter'],
    ['reading the decision before telling it', { toTell: true, packet: { ...frozen, stands: 'rejected', unopened: 1 } }, 'letter'],
    ['telling her the decision before its remedy and every other task', { hasOpenTask: true, toTell: true }, 'tell'],
    ['a session, once what was made was withdrawn', { packet: { ...frozen, stands: 'withdrawn' } }, 'session'],
    ['the review before an agreed task', { hasOpenTask: true, toReview: true }, 'review'],
    ['the packet before an agreed task', { hasOpenTask: true, mayFreeze: true }, 'packet'],
    ['the application before an agreed task', { hasOpenTask: true, applicationState: 'drafting' }, 'application'],
    ['the answer, for who sends it', { hasOpenTask: true, toAnswer: true, applicationState: 'incomplete' }, 'answer'],
    ['the task, for who cannot write in the application', { hasOpenTask: true, toAnswer: true, mayWriteApplication: false, applicationState: 'incomplete' }, 'task'],
    ['a team before anything else, for the supervisor', { mayAssign: true, assignedCount: 0, lawyerWanted: true }, 'assign'],
    ['a legal officer where one is wanted, for the supervisor', { mayAssign: true, lawyerWanted: true }, 'lawyer'],
    ['nothing where none is, for the supervisor', { mayAssign: true }, null],
    ['a session, for who waits for one and cannot assign', { lawyerWanted: true }, 'session'],
  ])('is %s', (_, standing, step) => {
    expect(nextStep({ ...settled, ...standing })).toBe(step);
  });
});
