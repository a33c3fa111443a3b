import { describe, expect, it } from 'vitest';
import { ACTIONS } from '#app/kernel/actions.ts';
import type { ActionName, Resource, ResourceType } from '#app/kernel/actions.ts';
import { decide } from '#app/kernel/authorize.server.ts';
import { ORGANISATION_KINDS, rolesOf } from '#app/kernel/roles.ts';
import type { OrganisationKind } from '#app/kernel/roles.ts';

/**
 * The table of who may do what, written by hand from the roles' descriptions and not from the policies. Each action that
 * a role may do says when: `A` only where she is assigned, `*` in her whole organisation. What is absent is denied.
 */
const METADATA = { readCase: '*', readAssignments: '*', assignCase: '*' } as const;
const LISTS = { listCases: '*', listTasks: '*', listNotifications: '*' } as const;
const OPENS = { ...LISTS, revealNames: '*', openCase: '*' } as const;
const HER_CASES = {
  readCase: 'A',
  readIdentity: 'A',
  editIdentity: 'A',
  readConsents: 'A',
  recordConsent: 'A',
  withdrawConsent: 'A',
  readCasework: 'A',
  recordCasework: 'A',
  readReferrals: 'A',
  recordReferral: 'A',
  readPacket: 'A',
  makeCopy: 'A',
  readErasure: 'A',
  requestErasure: 'A',
  keepDraft: 'A',
} as const;
const OVERSEES = { readAuditTrail: '*', exportAuditTrail: '*', readCheckpoints: '*', downloadCheckpoint: '*' } as const;
/** Of a member, `A` is the actor herself and `*` also a colleague of hers. */
const DEFAULTS = { listNotifications: '*', keepDraft: 'A' } as const;
const CUSTODIAN = {
  listMembers: '*',
  readMember: '*',
  changeRoles: '*',
  letGo: '*',
  readKeys: '*',
  renewKeys: '*',
  inviteMember: '*',
  keepRecoveryKey: '*',
  renewMember: '*',
} as const;

type Row = Partial<Record<ActionName, 'A' | '*'>>;
const TABLE: Record<OrganisationKind, Record<string, Row>> = {
  cso: {
    caseworker: { ...OPENS, ...HER_CASES, recordHandover: 'A', recordPaperProgress: 'A' },
    counsellor: {
      ...OPENS,
      ...HER_CASES,
      recordGroupSession: '*',
      readGroupSession: 'A',
      readPsychosocial: 'A',
      recordPsychosocial: 'A',
    },
    legal_officer: {
      ...OPENS,
      ...HER_CASES,
      readLegal: 'A',
      recordLegal: 'A',
      readStatement: 'A',
      writeStatement: 'A',
      approveStatement: 'A',
      readApplication: 'A',
      writeApplication: 'A',
      reviewApplication: 'A',
      readEvidence: 'A',
      addEvidence: 'A',
      freezePacket: 'A',
      readCodedDocument: 'A',
      readIdentityDocument: 'A',
      readLetter: 'A',
      referPacket: 'A',
      sendSupplement: 'A',
      recordHandover: 'A',
      recordPaperProgress: 'A',
    },
    supervisor: {
      ...DEFAULTS,
      ...LISTS,
      ...METADATA,
      readErasure: '*',
      decideErasure: '*',
      listMembers: '*',
      readMember: '*',
      handOverCases: '*',
      readPacket: '*',
    },
    custodian: { ...DEFAULTS, ...CUSTODIAN, keepCanaries: '*' },
    release_approver: { ...DEFAULTS, readOwnTotals: '*', approveTotals: '*', buildRelease: '*' },
    auditor: { ...DEFAULTS, ...OVERSEES },
  },
  commission: {
    secretary: {
      ...DEFAULTS,
      listInbox: '*',
      listFiles: '*',
      listMembers: '*',
      readPacket: '*',
      acceptPacket: '*',
      readFile: '*',
      readFileIdentity: '*',
      readFileCoded: '*',
      checkCompleteness: '*',
      requestDocuments: '*',
    },
    reviewer: {
      ...DEFAULTS,
      listFiles: '*',
      readFile: 'A',
      readFileCoded: 'A',
      declareConflict: 'A',
      writeReviewNote: 'A',
      readReviewNotes: 'A',
      requestDocuments: 'A',
    },
    chair: {
      ...DEFAULTS,
      listFiles: '*',
      listMembers: '*',
      readFile: '*',
      readFileCoded: '*',
      readReviewNotes: '*',
      assignReviewer: '*',
      decide: '*',
    },
    custodian: { ...DEFAULTS, ...CUSTODIAN },
    auditor: { ...DEFAULTS, ...OVERSEES },
  },
  funder: { analyst: { ...DEFAULTS, readReleasedFigures: '*' } },
  host: {
    operator: {
      ...DEFAULTS,
      listOrganisations: '*',
      createOrganisation: '*',
      inviteWithoutKeys: '*',
      readSettings: '*',
      verifySetting: '*',
    },
    auditor: { ...DEFAULTS, ...OVERSEES },
  },
};

/**
 * Some answers of the table turn on being assigned: there is no glass to break, nobody decides what she reviews, and
 * nobody changes her own access.
 */
function expected(row: Row, role: string, action: ActionName, assigned: boolean, own: boolean): boolean {
  if (!own) return false;
  if (action === 'breakGlass') return role === 'supervisor' && !assigned;
  if (action === 'decide' && assigned) return false;
  if ((action === 'changeRoles' || action === 'letGo' || action === 'renewMember') && assigned) return false;
  return row[action] === '*' || (row[action] === 'A' && assigned);
}

/** A resource of `organisationId` in the state in which its procedure is open, `assigned` to the member or not. */
function resourceFor(type: ResourceType, kind: string, organisationId: string, assigned: boolean): Resource {
  const her = assigned ? ['me'] : [];
  switch (type) {
    case 'Organisation':
      return { type, id: organisationId, facts: { id: organisationId, kind, custodiansReady: true } };
    case 'Case':
      return {
        type,
        id: 'r',
        facts: {
          organisationId,
          assignedMemberIds: her,
          breakGlassMemberIds: [],
          closed: false,
          applicationPreparedBy: ['a-colleague'],
          applicationReviewed: true,
          applicationState: 'ready',
          erasureRequestedBy: ['a-colleague'],
          erased: false,
        },
      };
    case 'GroupSession':
      return {
        type,
        id: 'r',
        facts: { organisationId, leaderId: 'a-colleague', attendeeCasesAssignedTo: her, compartment: 'psychosocial' },
      };
    case 'Packet': {
      const csoId = kind === 'commission' ? 'some-cso' : organisationId;
      const recipientOrganisationId = kind === 'commission' ? organisationId : 'some-commission';
      const state = { state: 'accepted', referred: true, accepted: true, withdrawn: false, expired: false };
      return {
        type,
        id: 'r',
        facts: { organisationId: csoId, recipientOrganisationId, caseAssignedMemberIds: her, ...state },
      };
    }
    case 'ReviewFile':
      return {
        type,
        id: 'r',
        facts: {
          organisationId,
          packetOrganisationId: 'some-cso',
          assignedReviewerIds: her,
          conflictMemberIds: [],
          undeclaredMemberIds: [],
          withdrawn: false,
          expired: false,
          state: 'under_review',
          firstDeciderIds: [],
        },
      };
    case 'Member': {
      const id = organisationId === 'mine' && assigned ? 'me' : 'somebody-else';
      return { type, id, facts: { id, organisationId } };
    }
  }
}

const actions = Object.keys(ACTIONS) as ActionName[];

describe('the table of roles', () => {
  it('has a row for every role that exists', () => {
    for (const kind of ORGANISATION_KINDS) expect(Object.keys(TABLE[kind])).toEqual(rolesOf(kind));
  });

  const rows = ORGANISATION_KINDS.flatMap((kind) =>
    Object.entries(TABLE[kind]).map(([role, row]) => ({ kind, role, row })),
  );

  it.each(rows)('$kind $role: every action × assigned or not × own or another organisation', ({ kind, role, row }) => {
    const capabilities = kind === 'cso' ? ['psychosocial', 'legal_aid', 'status_applications'] : [];
    const me = { id: 'me', organisationId: 'mine', organisationKind: kind, roles: [role], capabilities };
    let cells = 0;
    for (const action of actions) {
      for (const assigned of [true, false]) {
        for (const own of [true, false]) {
          const resource = resourceFor(ACTIONS[action].resource, kind, own ? 'mine' : 'another', assigned);
          const answer = decide(me, action, resource);
          expect({ action, assigned, own, allowed: answer.allowed, errors: answer.errors }).toEqual({
            action,
            assigned,
            own,
            allowed: expected(row, role, action, assigned, own),
            errors: [],
          });
          cells += 1;
        }
      }
    }
    expect(cells).toBe(actions.length * 4);
  });

  it.each([
    ['psychosocial', 'counsellor', ['recordPsychosocial', 'recordGroupSession']],
    [
      'status_applications',
      'legal_officer',
      ['writeApplication', 'reviewApplication', 'freezePacket', 'referPacket', 'sendSupplement', 'recordHandover'],
    ],
  ] as const)('without the capability %s a %s loses exactly what needs it', (capability, role, lost) => {
    const all = ['psychosocial', 'legal_aid', 'status_applications'];
    const may = (capabilities: string[]) =>
      actions.filter((action) => {
        const me = { id: 'me', organisationId: 'mine', organisationKind: 'cso', roles: [role], capabilities };
        return decide(me, action, resourceFor(ACTIONS[action].resource, 'cso', 'mine', true)).allowed;
      });
    const left = may(all.filter((each) => each !== capability));
    expect(
      may(all)
        .filter((action) => !left.includes(action))
        .sort(),
    ).toEqual([...lost].sort());
  });

  it('broken glass adds consents, casework and referrals of that case to a supervisor, and nothing else', () => {
    const me = { id: 'me', organisationId: 'mine', organisationKind: 'cso', roles: ['supervisor'], capabilities: [] };
    const intact = resourceFor('Case', 'cso', 'mine', false);
    const broken = { ...intact, facts: { ...intact.facts, breakGlassMemberIds: ['me'] } } as Resource;
    const ofCase = actions.filter((action) => ACTIONS[action].resource === 'Case');
    const added = ofCase.filter((action) => decide(me, action, broken).allowed && !decide(me, action, intact).allowed);
    expect(added).toEqual(['readConsents', 'readCasework', 'readReferrals']);
  });
});
