import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '#app/kernel/actions.ts';
import type { ActionName, Resource } from '#app/kernel/actions.ts';
import { createAuthorizer, decide, policiesCheck } from '#app/kernel/authorize.server.ts';
import type { Principal } from '#app/kernel/authorize.server.ts';
import { policiesDirectory, PolicyError, readPolicies } from '#app/kernel/policies.server.ts';

const source = readPolicies(policiesDirectory());
const worker: Principal = {
  id: 'worker',
  organisationId: 'cso-a',
  organisationKind: 'cso',
  roles: ['caseworker'],
  capabilities: ['psychosocial'],
};
const herCase = {
  type: 'Case',
  id: 'case-1',
  facts: {
    organisationId: 'cso-a',
    assignedMemberIds: ['worker'],
    breakGlassMemberIds: [],
    closed: false,
    applicationPreparedBy: [],
    applicationReviewed: false,
    applicationState: 'drafting',
    erasureRequestedBy: [],
    erased: false,
  },
} as const satisfies Resource;
const withPlanted = (planted: string) => createAuthorizer({ ...source, files: { ...source.files, planted } });

describe('a decision', () => {
  it('names the policy that decided', () => {
    expect(decide(worker, 'readCase', herCase)).toEqual({
      allowed: true,
      policies: ['workers-work-on-their-cases'],
      errors: [],
    });
    expect(decide({ ...worker, organisationId: 'cso-b' }, 'readCase', herCase).policies).toEqual([
      'cases-stay-in-the-organisation',
    ]);
  });

  it('has a visibility that is a read on the same resource and its own visibility', () => {
    for (const [action, entry] of Object.entries(ACTIONS)) {
      const visibility = ACTIONS[entry.visibility];
      expect([action, visibility.resource, visibility.visibility]).toEqual([action, entry.resource, entry.visibility]);
    }
  });

  it('is a denial with an error for an unknown action, and for an action of another resource', () => {
    for (const action of ['readEverything', 'content', 'toString', 'readPacket'] as ActionName[]) {
      const answer = decide(worker, action, herCase);
      expect([action, answer.allowed, answer.errors.length]).toEqual([action, false, 1]);
    }
  });

  it('is a denial with an error when a fact is missing, null or of the wrong type', () => {
    for (const fact of Object.keys(herCase.facts)) {
      for (const value of [undefined, null, 7]) {
        const facts = { ...herCase.facts, [fact]: value };
        const answer = decide(worker, 'readCase', { ...herCase, facts } as unknown as Resource);
        expect([fact, value, answer.allowed, answer.errors.length > 0]).toEqual([fact, value, false, true]);
      }
    }
  });

  it('is a denial when the facts are those of another resource', () => {
    const facts = { id: 'cso-a', kind: 'cso', custodiansReady: true };
    expect(decide(worker, 'listCases', { type: 'Organisation', id: 'cso-a', facts }).allowed).toBe(true);
    expect(decide(worker, 'listCases', { type: 'Organisation', id: 'cso-b', facts }).errors).toHaveLength(1);
  });
});

describe('a policy that errors while it is evaluated', () => {
  // Valid under strict validation; at run time the number is too large, Cedar skips the forbid and would answer "allow".
  const planted = `@id("planted") forbid (principal, action == Action::"readCase", resource)
    when { if resource.closed then false else 9223372036854775807 + 1 > 0 };`;

  it('denies, and says which', () => {
    const answer = withPlanted(planted).decide(worker, 'readCase', herCase);
    expect(answer).toMatchObject({ allowed: false, policies: [] });
    expect(answer.errors.join()).toContain('planted');
  });

  it('does not disturb what it is not about', () => {
    expect(withPlanted(planted).decide(worker, 'readIdentity', herCase).allowed).toBe(true);
  });
});

describe('an invalid policy', () => {
  it.each([
    ['an unknown attribute', '@id("x") permit (principal, action, resource) when { principal.rank > 3 };'],
    ['an unknown action', '@id("x") permit (principal, action == Action::"readAll", resource);'],
    [
      'a member compared with an organisation',
      '@id("x") permit (principal, action == Action::"readCase", resource) when { resource.organisationId == principal };',
    ],
    ['one that can never apply', '@id("x") permit (principal, action == Action::"readCase", resource is Packet);'],
    ['no @id', 'permit (principal, action == Action::"readCase", resource);'],
    ['an @id used twice', '@id("drafts-are-her-own") permit (principal, action == Action::"readCase", resource);'],
    ['a template', '@id("x") permit (principal == ?principal, action, resource);'],
    ['text that is no policy', 'permit everyone'],
  ])('%s is refused', (_what, planted) => {
    expect(() => withPlanted(planted)).toThrow(PolicyError);
  });

  it('is also a schema that differs from actions.ts, and a directory without policies', () => {
    const renamed = source.schema.replace('readCase,', 'readCases,');
    expect(() => createAuthorizer({ ...source, schema: renamed })).toThrow(/readCase/);
    expect(() => createAuthorizer({ ...source, files: {} })).toThrow(/no policy/);
  });

  it('is what policiesCheck would find: now it finds none', () => {
    expect(policiesCheck().actions).toBe(Object.keys(ACTIONS).length);
  });
});

describe('the boot', () => {
  const project = mkdtempSync(join(tmpdir(), 'policies-boot-'));
  afterAll(() => rmSync(project, { recursive: true, force: true }));
  const root = join(policiesDirectory(), '..');
  const boot = ['--import', 'tsx', join(project, 'app/kernel/authorize.server.ts')];

  it('goes on with these policies from any working directory, and stops on an invalid one', () => {
    cpSync(join(root, 'app/kernel'), join(project, 'app/kernel'), { recursive: true });
    cpSync(join(root, 'package.json'), join(project, 'package.json'));
    cpSync(policiesDirectory(), join(project, 'policies'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
    execFileSync(process.execPath, boot, { cwd: project });

    appendFileSync(join(project, 'policies/case.cedar'), 'permit (principal, action, resource);');
    const stopped = spawnSync(process.execPath, boot, { cwd: project, encoding: 'utf8' });
    expect(stopped.status).not.toBe(0);
    expect(stopped.stderr).toContain('PolicyError: case.cedar: a policy has no @id');
  });
});
