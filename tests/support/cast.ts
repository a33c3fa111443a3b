import type { OrganisationKind, Role } from '#app/kernel/roles.ts';

export const PASSWORD = 'a plain test password';

export type Cast = Record<string, { kind: OrganisationKind; capabilities?: string[]; members: Record<string, Role[]> }>;

/** Two CSOs, the commission, UNDP and the host, with a member for every role. */
export const CAST = {
  north: {
    kind: 'cso',
    capabilities: ['psychosocial', 'legal_aid', 'status_applications'],
    members: {
      caseworker: ['caseworker'],
      counsellor: ['counsellor'],
      lawyer: ['legal_officer'],
      secondLawyer: ['legal_officer'],
      colleague: ['caseworker'],
      supervisor: ['supervisor'],
      approver: ['release_approver'],
      custodian: ['custodian'],
      auditor: ['auditor'],
    },
  },
  south: {
    kind: 'cso',
    capabilities: ['psychosocial', 'legal_aid', 'status_applications'],
    members: {
      caseworker: ['caseworker'],
      counsellor: ['counsellor'],
      lawyer: ['legal_officer'],
      supervisor: ['supervisor'],
      custodian: ['custodian'],
      auditor: ['auditor'],
    },
  },
  commission: {
    kind: 'commission',
    members: {
      secretary: ['secretary'],
      reviewer: ['reviewer'],
      secondReviewer: ['reviewer'],
      chair: ['chair'],
      custodian: ['custodian'],
      auditor: ['auditor'],
    },
  },
  undp: { kind: 'funder', members: { analyst: ['analyst'] } },
  host: { kind: 'host', members: { operator: ['operator'], auditor: ['auditor'] } },
} as const satisfies Cast;
