export function statementPath(caseId: string): string {
  return `/cases/${caseId}/statement`;
}
