/**
 * Who can be what: the roles that an organisation of each kind knows, and the vaults whose key a role is granted.
 * Source: policies/README.md. Browser-safe.
 */
export const ORGANISATION_KINDS = ['cso', 'commission', 'funder', 'host'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export const COMPARTMENTS = {
  cso: ['identity', 'casework', 'psychosocial', 'legal'],
  commission: ['identity_sheet', 'review'],
  funder: [],
  host: [],
} as const satisfies Record<OrganisationKind, readonly string[]>;
export type Compartment<K extends OrganisationKind = OrganisationKind> = (typeof COMPARTMENTS)[K][number];

/**
 * Roles by organisation kind, each with the vaults it is granted. A custodian holds every vault of her organisation in
 * order to grant and recover it; the policies never let her read (`custodians-and-overseers-read-no-content`).
 */
export const VAULTS_BY_ROLE = {
  cso: {
    caseworker: ['identity', 'casework'],
    counsellor: ['identity', 'casework', 'psychosocial'],
    legal_officer: ['identity', 'casework', 'legal'],
    supervisor: ['casework'],
    custodian: COMPARTMENTS.cso,
    release_approver: [],
    auditor: [],
  },
  commission: {
    secretary: ['identity_sheet', 'review'],
    reviewer: ['review'],
    chair: ['review'],
    custodian: COMPARTMENTS.commission,
    auditor: [],
  },
  funder: { analyst: [] },
  host: { operator: [], auditor: [] },
} as const satisfies { [K in OrganisationKind]: Record<string, readonly Compartment<K>[]> };

type RolesByKind = typeof VAULTS_BY_ROLE;
export type RoleOf<K extends OrganisationKind> = K extends OrganisationKind ? keyof RolesByKind[K] & string : never;
export type Role = RoleOf<OrganisationKind>;

/** What an organisation may do; only a CSO has capabilities. */
export const CSO_CAPABILITIES = ['psychosocial', 'legal_aid', 'status_applications', 'reporting_only'] as const;
export type Capability = (typeof CSO_CAPABILITIES)[number];

/** The roles of one kind of organisation, in the order in which they are shown. */
export function rolesOf<K extends OrganisationKind>(kind: K): RoleOf<K>[] {
  return Object.keys(VAULTS_BY_ROLE[kind]) as RoleOf<K>[];
}

/** True when `role` exists in an organisation of this kind; use it on anything that comes from a form or a row. */
export function isRoleOf<K extends OrganisationKind>(kind: K, role: string): role is RoleOf<K> {
  return Object.hasOwn(VAULTS_BY_ROLE[kind], role);
}

/** The compartments whose vaults a member with these roles is granted, each once, in the order of COMPARTMENTS. */
export function vaultsFor(kind: OrganisationKind, roles: readonly string[]): Compartment[] {
  const table: Readonly<Record<string, readonly Compartment[]>> = VAULTS_BY_ROLE[kind];
  const granted = new Set(roles.flatMap((role) => (Object.hasOwn(table, role) ? (table[role] ?? []) : [])));
  return COMPARTMENTS[kind].filter((compartment) => granted.has(compartment));
}
