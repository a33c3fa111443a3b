import type { Role } from '#app/kernel/roles.ts';
import type { OrganisationPlan } from '#app/features/members/provision-organisation.server.ts';

/** One member of a fictional organisation: her place in the team, and the language her pages begin in. */
interface DemoMember {
  post: string;
  roles: Role[];
  language?: 'sq' | 'sr' | 'en';
}

interface DemoOrganisation {
  kind: OrganisationPlan['kind'];
  name: string;
  shortName: string;
  capabilities: string[];
  members: DemoMember[];
}

const FULL = ['psychosocial', 'legal_aid', 'status_applications'];

/** Two, so that nothing depends on one person. */
const CUSTODIANS: DemoMember[] = [
  { post: 'custodian', roles: ['custodian'] },
  { post: 'custodian2', roles: ['custodian'] },
];

/** Everybody whom an organisation that files applications needs; two legal officers, because nobody reviews her own form. */
const FULL_TEAM: DemoMember[] = [
  { post: 'caseworker', roles: ['caseworker'] },
  { post: 'counsellor', roles: ['counsellor'] },
  { post: 'lawyer', roles: ['legal_officer'] },
  { post: 'lawyer2', roles: ['legal_officer'] },
  { post: 'supervisor', roles: ['supervisor', 'release_approver'] },
  ...CUSTODIANS,
  { post: 'auditor', roles: ['auditor'] },
];

const SMALL_TEAM: DemoMember[] = [
  { post: 'caseworker', roles: ['caseworker', 'counsellor'] },
  { post: 'supervisor', roles: ['supervisor', 'release_approver'] },
  ...CUSTODIANS,
];

const LEGAL_TEAM: DemoMember[] = [
  { post: 'lawyer', roles: ['caseworker', 'legal_officer'] },
  { post: 'lawyer2', roles: ['legal_officer'] },
  { post: 'supervisor', roles: ['supervisor', 'release_approver'] },
  ...CUSTODIANS,
];

/** Nine CSOs, the commission, UNDP and the host. None of them exists. */
export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [
  { kind: 'cso', name: 'Demo Organisation Oak', shortName: 'oak', capabilities: FULL, members: FULL_TEAM },
  {
    kind: 'cso',
    name: 'Demo Organisation Ash',
    shortName: 'ash',
    capabilities: FULL,
    members: FULL_TEAM.map((m) => ({ ...m, language: 'sr' as const })),
  },
  { kind: 'cso', name: 'Demo Organisation Elm', shortName: 'elm', capabilities: FULL, members: FULL_TEAM },
  {
    kind: 'cso',
    name: 'Demo Organisation Yew',
    shortName: 'yew',
    capabilities: ['legal_aid', 'status_applications'],
    members: LEGAL_TEAM,
  },
  { kind: 'cso', name: 'Demo Organisation Fir', shortName: 'fir', capabilities: ['psychosocial'], members: SMALL_TEAM },
  { kind: 'cso', name: 'Demo Organisation Bay', shortName: 'bay', capabilities: ['psychosocial'], members: SMALL_TEAM },
  { kind: 'cso', name: 'Demo Organisation Box', shortName: 'box', capabilities: ['legal_aid'], members: LEGAL_TEAM },
  {
    kind: 'cso',
    name: 'Demo Organisation Fig',
    shortName: 'fig',
    capabilities: ['psychosocial', 'legal_aid'],
    members: SMALL_TEAM,
  },
  {
    kind: 'cso',
    name: 'Demo Organisation Hop',
    shortName: 'hop',
    capabilities: ['reporting_only'],
    members: [{ post: 'supervisor', roles: ['supervisor', 'release_approver'] }, ...CUSTODIANS],
  },
  {
    kind: 'commission',
    name: 'Demo Commission',
    shortName: 'commission',
    capabilities: [],
    members: [
      { post: 'secretary', roles: ['secretary'] },
      { post: 'reviewer', roles: ['reviewer'] },
      { post: 'reviewer2', roles: ['reviewer'] },
      { post: 'chair', roles: ['chair'] },
      ...CUSTODIANS,
      { post: 'auditor', roles: ['auditor'] },
    ],
  },
  {
    kind: 'funder',
    name: 'Demo UNDP',
    shortName: 'undp',
    capabilities: [],
    members: [{ post: 'analyst', roles: ['analyst'], language: 'en' }],
  },
  {
    kind: 'host',
    name: 'Demo Host',
    shortName: 'host',
    capabilities: [],
    members: [
      { post: 'operator', roles: ['operator'], language: 'en' },
      { post: 'auditor', roles: ['auditor'], language: 'en' },
    ],
  },
];
