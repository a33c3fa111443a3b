import type { Role } from '#app/kernel/roles.ts';

/** The pages of each role, in the order of the navigation; the first one is where her work begins. Browser-safe. */
const PLACES = [
  { to: '/cases', key: 'cases', roles: ['caseworker', 'counsellor', 'legal_officer', 'supervisor'] },
  { to: '/tasks', key: 'tasks', roles: ['caseworker', 'counsellor', 'legal_officer', 'supervisor'] },
  { to: '/groups', key: 'groups', roles: ['counsellor'] },
  { to: '/inbox', key: 'inbox', roles: ['secretary'] },
  { to: '/files', key: 'files', roles: ['secretary', 'reviewer', 'chair'] },
  { to: '/figures', key: 'figures', roles: ['analyst'] },
  { to: '/releases', key: 'releases', roles: ['release_approver'] },
  { to: '/people', key: 'people', roles: ['custodian', 'supervisor', 'secretary', 'chair'] },
  { to: '/keys', key: 'keys', roles: ['custodian'] },
  { to: '/audit', key: 'audit', roles: ['auditor'] },
  {
    to: '/notices',
    key: 'notices',
    roles: [
      'custodian',
      'auditor',
      'caseworker',
      'counsellor',
      'legal_officer',
      'supervisor',
      'secretary',
      'reviewer',
      'chair',
    ],
  },
  { to: '/settings', key: 'settings', roles: ['operator'] },
  { to: '/organisations', key: 'organisations', roles: ['operator'] },
] as const satisfies readonly { to: string; key: string; roles: readonly Role[] }[];

export type PlaceKey = (typeof PLACES)[number]['key'];

export function placesOf(roles: readonly string[]): { to: string; key: PlaceKey }[] {
  return PLACES.filter((place) => place.roles.some((role: string) => roles.includes(role))).map(({ to, key }) => ({
    to,
    key,
  }));
}

export function homeOf(roles: readonly string[]): string {
  return placesOf(roles)[0]?.to ?? '/account';
}
