import type { Role } from '#app/kernel/roles.ts';

/**
 * Who may ask what of which route: written by hand from the roles' descriptions (policies/README.md is for reading them),
 * never from the policies. A route that is not here fails the matrix.
 *
 * `A`: only where she is assigned to the case, packet or file; `*`: anywhere in her organisation.
 */
type Reach = 'A' | '*';
type Who = Partial<Record<Role, Reach>>;

export interface Rule {
  about: 'public' | 'session' | 'organisation' | 'case' | 'group' | 'packet' | 'file' | 'member' | 'unknown';
  may: Who;
  /** who may know that there is such a thing: 403 for her, 404 for everybody else */
  sees: Who;
  /** nothing new is recorded in a closed case */
  notWhenClosed?: boolean;
  /** not to who wrote in the application */
  notByPreparer?: boolean;
  /** glass is broken only where there is some */
  onlyUnassigned?: boolean;
  /** once consent is withdrawn only dates and letters remain */
  notWhenWithdrawn?: boolean;
  /** only what the commission has registered is supplemented */
  onlyRegistered?: boolean;
  /** nobody changes her own access */
  notOnHerself?: boolean;
  /** what only a CSO has */
  onlyOfCso?: boolean;
  /** a reviewer opens nothing before she declared that she has no conflict */
  needsDeclaration?: boolean;
}

const WORKERS: Who = { caseworker: 'A', counsellor: 'A', legal_officer: 'A' };
const LAWYERS: Who = { legal_officer: 'A' };
const CASE_KNOWN: Who = { ...WORKERS, supervisor: '*' };
const STAFF: Who = { caseworker: '*', counsellor: '*', legal_officer: '*', supervisor: '*' };
const EVERYBODY: Who = {
  ...STAFF,
  ...{
    custodian: '*',
    release_approver: '*',
    auditor: '*',
    secretary: '*',
    reviewer: '*',
    chair: '*',
    analyst: '*',
    operator: '*',
  },
};

const KEEPER: Who = { custodian: '*' };
const open: Rule = { about: 'public', may: {}, sees: {} };
const own: Rule = { about: 'session', may: {}, sees: {} };
const organisation = (may: Who, sees: Who = may): Rule => ({ about: 'organisation', may, sees });
const ofCase = (may: Who, more: Partial<Rule> = {}): Rule => ({ about: 'case', may, sees: CASE_KNOWN, ...more });
const records = (may: Who): Rule => ofCase(may, { notWhenClosed: true });
/** A file is seen by the commission's secretary and chair, and by the reviewers who are assigned to it. */
const ofFile = (may: Who, more: Partial<Rule> = {}): Rule => ({
  ...{ about: 'file', may, sees: { secretary: '*', chair: '*', reviewer: 'A' }, needsDeclaration: true, ...more },
});
/** A packet is seen by who works on its case, by the supervisor, and, once it was referred, by the commission's secretary. */
const ofPacket = (may: Who): Rule => ({
  about: 'packet',
  may,
  sees: { ...CASE_KNOWN, secretary: '*' },
  notWhenWithdrawn: true,
});
const ofOldPacket = (may: Who): Rule => ({ ...ofPacket(may), notWhenWithdrawn: false });

/** A colleague is seen by who gives access and by who assigns. */
const ofMember = (may: Who, more: Partial<Rule> = {}): Rule => ({
  ...{ about: 'member', may, sees: { custodian: '*', supervisor: '*' }, ...more },
});

const CASE = '/cases/:caseId';
const FILE = '/files/:fileId';
export const EXPECTED: Readonly<Record<string, Rule>> = {
  'GET /': own,
  'GET /healthz': open,
  'GET /readyz': open,
  'GET /language': open,
  'POST /language': open,
  'POST /leave': open,
  'GET /signed-in': open,
  'GET /login': open,
  'POST /login': open,
  'GET /join': open,
  'POST /join': open,
  'GET /recover': open,
  'POST /recover': open,
  'GET /locked': open,
  'POST /locked': own,
  'POST /logout': own,
  'GET /*': { about: 'unknown', may: {}, sees: {} },
  'POST /*': { about: 'unknown', may: {}, sees: {} },
  'GET /dev/components': { about: 'unknown', may: {}, sees: {} },
  'POST /dev/components': { about: 'unknown', may: {}, sees: {} },
  'GET /account': own,
  'GET /account/recovery-code': own,
  'POST /account/recovery-code': own,
  'GET /account/factors': own,
  'POST /account/factors': own,
  'GET /account/factors/app': own,
  'POST /account/factors/app': own,
  'GET /account/factors/passkey': own,
  'POST /account/factors/passkey': own,
  'GET /account/password': own,
  'POST /account/password': own,
  'GET /account/sessions': own,
  'POST /account/sessions': own,
  'GET /confirm': own,
  'POST /confirm': own,
  // For who is half-way; who is signed in is sent to her first page, who is not to the sign-in.
  'GET /second-step': own,
  'POST /second-step': own,
  'POST /drafts': organisation(EVERYBODY),
  'POST /drafts/leave': organisation(EVERYBODY),

  'GET /cases': organisation(STAFF),
  'POST /cases': organisation({ caseworker: '*', counsellor: '*', legal_officer: '*' }, STAFF),
  'GET /cases/new': organisation({ caseworker: '*', counsellor: '*', legal_officer: '*' }, STAFF),
  'POST /cases/new': organisation({ caseworker: '*', counsellor: '*', legal_officer: '*' }, STAFF),
  'GET /tasks': organisation(STAFF),
  'GET /notices': organisation(EVERYBODY),
  'POST /notices': organisation(EVERYBODY),
  'GET /people': organisation({ supervisor: '*', custodian: '*', secretary: '*', chair: '*' }),
  'GET /people/:memberId': ofMember({ custodian: '*', supervisor: '*' }),
  'GET /people/:memberId/roles': ofMember({ custodian: '*' }, { notOnHerself: true }),
  'POST /people/:memberId/roles': ofMember({ custodian: '*' }, { notOnHerself: true }),
  'GET /people/:memberId/leave': ofMember({ custodian: '*' }, { notOnHerself: true }),
  'POST /people/:memberId/leave': ofMember({ custodian: '*' }, { notOnHerself: true }),
  'GET /people/:memberId/cases': ofMember({ supervisor: '*' }),
  'POST /people/:memberId/cases': ofMember({ supervisor: '*' }),
  'GET /keys': organisation({ custodian: '*' }),
  'GET /keys/renew': organisation({ custodian: '*' }),
  'POST /keys/renew': organisation({ custodian: '*' }),
  'GET /keys/alarms': { ...organisation(KEEPER), onlyOfCso: true },
  'POST /keys/alarms': { ...organisation(KEEPER), onlyOfCso: true },
  'GET /people/invite': organisation(KEEPER),
  'POST /people/invite': organisation(KEEPER),
  'GET /people/invitations/:invitationId': organisation(KEEPER),
  'POST /people/invitations/:invitationId#handedOver': organisation(KEEPER),
  'POST /people/invitations/:invitationId#cancel': organisation(KEEPER),
  'GET /people/:memberId/renew': ofMember({ custodian: '*' }, { notOnHerself: true }),
  'POST /people/:memberId/renew': ofMember({ custodian: '*' }, { notOnHerself: true }),
  'GET /keys/recovery': organisation(KEEPER),
  'POST /keys/recovery': organisation(KEEPER),
  'GET /keys/recovery/sheets': organisation(KEEPER),
  'POST /keys/recovery/sheets': organisation(KEEPER),
  'GET /keys/recovery/drill': organisation(KEEPER),
  'POST /keys/recovery/drill': organisation(KEEPER),
  'GET /groups': organisation({ counsellor: '*' }, STAFF),
  'GET /groups/new': organisation({ counsellor: '*' }, STAFF),
  'POST /groups/new': organisation({ counsellor: '*' }, STAFF),
  'GET /groups/:groupId': { about: 'group', may: { counsellor: 'A' }, sees: { counsellor: 'A' } },

  [`GET ${CASE}`]: ofCase({ ...WORKERS, supervisor: '*' }),
  [`POST ${CASE}#step`]: records(WORKERS),
  [`POST ${CASE}#readiness`]: records(WORKERS),
  [`POST ${CASE}#reopen`]: ofCase({ supervisor: '*' }),
  [`GET ${CASE}/identity`]: ofCase(WORKERS),
  [`POST ${CASE}/identity`]: ofCase(WORKERS),
  [`GET ${CASE}/assignments`]: ofCase({ supervisor: '*' }),
  [`POST ${CASE}/assignments#assign`]: ofCase({ supervisor: '*' }),
  [`POST ${CASE}/assignments#withdraw`]: ofCase({ supervisor: '*' }),
  [`POST ${CASE}/assignments#handOver`]: ofCase({ supervisor: '*' }),
  [`GET ${CASE}/break-glass`]: ofCase({ supervisor: '*' }, { onlyUnassigned: true }),
  [`POST ${CASE}/break-glass`]: ofCase({ supervisor: '*' }, { onlyUnassigned: true }),
  [`GET ${CASE}/copy`]: ofCase(WORKERS),
  [`POST ${CASE}/copy`]: ofCase(WORKERS),
  [`GET ${CASE}/copy/file`]: ofCase(WORKERS),
  [`GET ${CASE}/erasure`]: ofCase({ ...WORKERS, supervisor: '*' }),
  [`POST ${CASE}/erasure#request`]: ofCase(WORKERS),
  // Somebody must have passed on a wish first; the matrix has none.
  [`POST ${CASE}/erasure#carryOut`]: ofCase({}),
  [`POST ${CASE}/erasure#decline`]: ofCase({}),
  [`GET ${CASE}/consents`]: ofCase(WORKERS),
  [`GET ${CASE}/consents/print`]: ofCase(WORKERS),
  [`GET ${CASE}/consents/:row`]: ofCase(WORKERS),
  [`POST ${CASE}/consents/:row#record`]: records(WORKERS),
  [`POST ${CASE}/consents/:row#withdraw`]: ofCase(WORKERS),
  [`GET ${CASE}/sessions`]: ofCase(WORKERS),
  [`GET ${CASE}/sessions/new`]: records(WORKERS),
  [`POST ${CASE}/sessions/new#casework`]: records(WORKERS),
  [`POST ${CASE}/sessions/new#psychosocial`]: records({ counsellor: 'A' }),
  [`POST ${CASE}/sessions/new#legal`]: records(LAWYERS),
  [`GET ${CASE}/sessions/:sessionId`]: ofCase(WORKERS),
  [`GET ${CASE}/referrals`]: ofCase(WORKERS),
  [`GET ${CASE}/referrals/new`]: records(WORKERS),
  [`POST ${CASE}/referrals/new`]: records(WORKERS),
  [`GET ${CASE}/referrals/:referralId`]: ofCase(WORKERS),
  [`POST ${CASE}/referrals/:referralId`]: records(WORKERS),
  [`POST ${CASE}/sessions/:sessionId#casework`]: records(WORKERS),
  [`POST ${CASE}/sessions/:sessionId#psychosocial`]: records({ counsellor: 'A' }),
  [`POST ${CASE}/sessions/:sessionId#legal`]: records(LAWYERS),
  [`GET ${CASE}/tasks`]: ofCase(WORKERS),
  [`POST ${CASE}/tasks#add`]: records(WORKERS),
  [`POST ${CASE}/tasks#remedy`]: records(WORKERS),
  [`POST ${CASE}/tasks#done`]: records(WORKERS),
  [`GET ${CASE}/statement`]: ofCase(LAWYERS),
  [`POST ${CASE}/statement#start`]: records(LAWYERS),
  [`POST ${CASE}/statement#save`]: records(LAWYERS),
  [`POST ${CASE}/statement#readBack`]: records(LAWYERS),
  [`POST ${CASE}/statement#approve`]: records(LAWYERS),
  [`POST ${CASE}/statement#anew`]: records(LAWYERS),
  [`POST ${CASE}/statement/keep`]: records(LAWYERS),
  [`GET ${CASE}/statement/versions/:statementId/:version`]: ofCase(LAWYERS),
  [`GET ${CASE}/application`]: ofCase(LAWYERS),
  [`POST ${CASE}/application#readiness`]: records(WORKERS),
  [`POST ${CASE}/application#ready`]: records(LAWYERS),
  [`POST ${CASE}/application#again`]: records(LAWYERS),
  [`GET ${CASE}/application/:section`]: ofCase(LAWYERS),
  [`POST ${CASE}/application/:section`]: records(LAWYERS),
  [`GET ${CASE}/application/review`]: ofCase(LAWYERS),
  [`POST ${CASE}/application/review`]: { ...records(LAWYERS), notByPreparer: true },
  [`GET ${CASE}/evidence`]: ofCase(LAWYERS),
  [`GET ${CASE}/evidence/new`]: records(LAWYERS),
  [`POST ${CASE}/evidence/new`]: records(LAWYERS),
  [`GET ${CASE}/evidence/:evidenceId`]: ofCase(LAWYERS),
  [`POST ${CASE}/evidence/:evidenceId`]: records(LAWYERS),
  [`GET ${CASE}/evidence/:evidenceId/file`]: ofCase(LAWYERS),
  [`GET ${CASE}/evidence/:evidenceId/picture`]: ofCase(LAWYERS),

  [`GET ${CASE}/packet`]: ofCase(LAWYERS),
  // Only a reviewed application is frozen; the matrix has none.
  [`POST ${CASE}/packet`]: ofCase({}),
  // The commission follows it on pages of its own.
  'GET /packets/:packetId': { ...ofOldPacket(CASE_KNOWN), sees: CASE_KNOWN },
  'POST /packets/:packetId#handover': ofPacket({ caseworker: 'A', legal_officer: 'A' }),
  'POST /packets/:packetId#refer': ofPacket(LAWYERS),
  'POST /packets/:packetId#progress': ofPacket({ caseworker: 'A', legal_officer: 'A' }),
  'GET /packets/:packetId/letters/:letterId': ofOldPacket(LAWYERS),
  'POST /packets/:packetId/letters/:letterId': ofOldPacket(LAWYERS),
  'GET /packets/:packetId/letters/:letterId/answer': { ...ofPacket(LAWYERS), onlyRegistered: true },
  'POST /packets/:packetId/letters/:letterId/answer': { ...ofPacket(LAWYERS), onlyRegistered: true },
  'GET /packets/:packetId/print': ofPacket(LAWYERS),
  'GET /packets/:packetId/sheet': ofPacket(LAWYERS),

  'GET /inbox': organisation({ secretary: '*' }),
  'GET /inbox/:packetId': ofPacket({ secretary: '*' }),
  'POST /inbox/:packetId': ofPacket({ secretary: '*' }),
  'GET /files': organisation({ secretary: '*', reviewer: '*', chair: '*' }),
  [`GET ${FILE}`]: ofFile({ secretary: '*', chair: '*', reviewer: 'A' }, { needsDeclaration: false }),
  [`POST ${FILE}#assign`]: ofFile({ chair: '*' }),
  [`POST ${FILE}#conflict`]: ofFile({ reviewer: 'A' }, { needsDeclaration: false }),
  [`GET ${FILE}/completeness`]: ofFile({ secretary: '*' }),
  [`POST ${FILE}/completeness#check`]: ofFile({ secretary: '*' }),
  [`POST ${FILE}/completeness#supplemented`]: ofFile({ secretary: '*' }),
  [`GET ${FILE}/decision`]: ofFile({ chair: '*' }),
  [`POST ${FILE}/decision`]: ofFile({ chair: '*' }),
  [`GET ${FILE}/identity`]: ofFile({ secretary: '*' }),
  [`GET ${FILE}/sheet`]: ofFile({ secretary: '*' }),
  [`GET ${FILE}/notes`]: ofFile({ reviewer: 'A' }),
  [`POST ${FILE}/notes`]: ofFile({ reviewer: 'A' }),
  [`GET ${FILE}/packet`]: ofFile({ secretary: '*', chair: '*', reviewer: 'A' }),
  [`GET ${FILE}/print`]: ofFile({ secretary: '*', chair: '*', reviewer: 'A' }),
  [`GET ${FILE}/request`]: ofFile({ secretary: '*', reviewer: 'A' }),
  [`POST ${FILE}/request`]: ofFile({ secretary: '*', reviewer: 'A' }),

  'GET /figures': organisation({ analyst: '*' }),
  'GET /figures/download': organisation({ analyst: '*' }),
  'GET /figures/methods': organisation({ analyst: '*' }),
  'GET /releases': organisation({ release_approver: '*' }),
  'POST /releases#approve': organisation({ release_approver: '*' }),
  'POST /releases#build': organisation({ release_approver: '*' }),
  'GET /audit': organisation({ auditor: '*' }),
  'GET /audit/download': organisation({ auditor: '*' }),
  'GET /audit/checkpoints': organisation({ auditor: '*' }),
  'GET /audit/checkpoints/download': organisation({ auditor: '*' }),
  'GET /audit/checkpoints/download-key': organisation({ auditor: '*' }),
  'GET /organisations': organisation({ operator: '*' }),
  'GET /organisations/new': organisation({ operator: '*' }),
  'POST /organisations/new': organisation({ operator: '*' }),
  'GET /organisations/:organisationId/invite': organisation({ operator: '*' }),
  'POST /organisations/:organisationId/invite': organisation({ operator: '*' }),
  'GET /organisations/invitations/:invitationId': organisation({ operator: '*' }),
  'POST /organisations/invitations/:invitationId#handedOver': organisation({ operator: '*' }),
  'POST /organisations/invitations/:invitationId#cancel': organisation({ operator: '*' }),
  'GET /settings': organisation({ operator: '*' }),
  'POST /settings#confirm': organisation({ operator: '*' }),
  'POST /settings#change': organisation({ operator: '*' }),
};

export type Answer = 'ok' | 'forbidden' | 'not found' | 'sign in';

/** What stands between a member and a thing, as the matrix set it up. */
export interface Relation {
  /** her organisation's own, and there is such a thing */
  own: boolean;
  assigned: boolean;
  closed?: boolean;
  preparer?: boolean;
  withdrawn?: boolean;
  /** of a packet: the commission has not registered it */
  unregistered?: boolean;
  undeclared?: boolean;
  herself?: boolean;
  /** she works at a CSO */
  cso?: boolean;
}

export function expected(rule: Rule, roles: readonly Role[] | null, relation: Relation): Answer {
  if (rule.about === 'public') return 'ok';
  if (rule.about === 'unknown') return 'not found';
  if (!roles) return 'sign in';
  if (rule.about === 'session') return 'ok';
  const reaches = (who: Who) => roles.some((role) => who[role] === '*' || (who[role] === 'A' && relation.assigned));
  if (rule.about !== 'organisation' && !relation.own) return 'not found';
  if (!reaches(rule.sees) || (rule.onlyOfCso && !relation.cso)) return 'not found';
  if (!reaches(rule.may)) return 'forbidden';
  const forbidden =
    (rule.notWhenClosed && relation.closed) ||
    (rule.notByPreparer && relation.preparer) ||
    (rule.onlyUnassigned && relation.assigned) ||
    (rule.notWhenWithdrawn && relation.withdrawn) ||
    (rule.onlyRegistered && relation.unregistered) ||
    (rule.notOnHerself && relation.herself) ||
    (rule.needsDeclaration && relation.undeclared);
  return forbidden ? 'forbidden' : 'ok';
}
