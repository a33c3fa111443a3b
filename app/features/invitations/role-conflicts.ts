/** Roles that take content away from whoever also holds one that works with it (policies/organisation.cedar). */
const OVERSEERS = ['custodian', 'auditor', 'operator', 'analyst'];
const WORKERS = ['caseworker', 'counsellor', 'legal_officer', 'supervisor', 'secretary', 'reviewer', 'chair'];

/** Whether one person with these roles could not work with cases: a custodian or an auditor reads no content. Browser-safe. */
export function conflictingRoles(roles: readonly string[]): boolean {
  return roles.some((role) => OVERSEERS.includes(role)) && roles.some((role) => WORKERS.includes(role));
}
