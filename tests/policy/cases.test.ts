import { describe, expect, it } from 'vitest';
import { ACTIONS } from '#app/kernel/actions.ts';
import { createAuthorizer, decide } from '#app/kernel/authorize.server.ts';
import { policiesDirectory, readPolicies, validatePolicies } from '#app/kernel/policies.server.ts';
import { readPolicyCases, wrongAnswers } from './policy-cases.ts';

const source = readPolicies(policiesDirectory());
const { policies } = validatePolicies(source);
const isPermit = (text: string) => /^permit/m.test(text);
const answered = readPolicyCases().map((each) => ({
  ...each,
  answer: decide(each.principal, each.action, each.resource),
}));

describe('the cases beside the policies', () => {
  it.each(Object.keys(ACTIONS))('%s is allowed and denied as written', (action) => {
    const ofAction = answered.filter((each) => each.action === action);
    expect(ofAction.filter((each) => each.expected === 'ALLOW').length).toBeGreaterThanOrEqual(1);
    expect(ofAction.filter((each) => each.expected === 'DENY').length).toBeGreaterThanOrEqual(3);
    const wrong = ofAction.filter((each) => each.answer.allowed !== (each.expected === 'ALLOW'));
    expect(wrong.map((each) => each.title)).toEqual([]);
    // A denial must come from a policy or from silence, never from a request that could not be read.
    expect(ofAction.flatMap((each) => each.answer.errors)).toEqual([]);
  });

  it('has no case for an action that does not exist', () => {
    expect(answered.filter((each) => !Object.hasOwn(ACTIONS, each.action))).toEqual([]);
  });
});

describe('planted weaknesses', () => {
  const permits = Object.fromEntries(Object.entries(policies).filter(([, text]) => isPermit(text)));
  const withoutForbids = createAuthorizer({ schema: source.schema, files: permits });
  const opened = new Set(wrongAnswers(withoutForbids, answered, (each) => each.title));

  it('without any forbid many denials fail', () => {
    expect(opened.size).toBeGreaterThan(100);
  });

  // A case that one policy alone decides fails when that policy goes: a permit that alone allows, or a forbid that
  // alone stands against a permit.
  it.each(Object.keys(policies))('a case depends on "%s" alone', (id) => {
    const alone = answered.filter((each) => each.answer.policies.length === 1 && each.answer.policies[0] === id);
    const deciding = isPermit(policies[id] ?? '') ? alone : alone.filter((each) => opened.has(each.title));
    expect(deciding.length).toBeGreaterThan(0);
  });

  it.each(['cases-stay-in-the-organisation', 'broken-glass-opens-casework-only', 'who-judges-never-learns-the-name'])(
    'without "%s" those cases fail in fact',
    (id) => {
      const { [id]: _removed, ...rest } = policies;
      const weak = createAuthorizer({ schema: source.schema, files: rest });
      const decided = answered.filter((each) => each.answer.policies.includes(id));
      expect(wrongAnswers(weak, decided, (each) => each.title)).not.toEqual([]);
    },
  );

  it('with a permit too many the cases fail', () => {
    const planted =
      '@id("planted") permit (principal, action, resource) when { principal.roles.contains("operator") };';
    const weak = createAuthorizer({ schema: source.schema, files: { ...source.files, planted } });
    const operators = answered.filter((each) => each.principal.roles.includes('operator'));
    expect(wrongAnswers(weak, operators, (each) => each.title)).not.toEqual([]);
  });
});
