/**
 * Everything a member can ask for, and about what. A route declares one of these actions; policies/schema.cedarschema
 * lists the same ones (boot compares the two). Browser-safe.
 */

/**
 * `resource`: the type of the thing the action is asked about; for Organisation it is the actor's own.
 * `visibility`: the read on the same resource that decides, after a denial, between 404 (not readable) and 403.
 * `database`: the database role under which the transaction runs.
 * `stepUp`: asks for a fresh confirmation that it is her (step-up.ts) before anything is read or done.
 * `limit`: how often one member may ask (rate-limit.server.ts).
 */
interface ActionEntry {
  readonly resource: keyof typeof FACTS;
  readonly visibility: string;
  readonly database: 'app' | 'statistics' | 'audit';
  readonly stepUp?: true;
  readonly limit?: 'names';
}

/** What Cedar must know of each resource. `members` are ids of members, `organisation` is the id of one. */
export const FACTS = {
  Organisation: { id: 'text', kind: 'text', custodiansReady: 'boolean' },
  Case: {
    organisationId: 'organisation',
    assignedMemberIds: 'members',
    breakGlassMemberIds: 'members',
    closed: 'boolean',
    applicationPreparedBy: 'members',
    applicationReviewed: 'boolean',
    applicationState: 'text',
    erasureRequestedBy: 'members',
    erased: 'boolean',
  },
  GroupSession: {
    organisationId: 'organisation',
    leaderId: 'member',
    attendeeCasesAssignedTo: 'members',
    compartment: 'text',
  },
  Packet: {
    organisationId: 'organisation',
    recipientOrganisationId: 'organisation',
    caseAssignedMemberIds: 'members',
    state: 'text',
    referred: 'boolean',
    accepted: 'boolean',
    withdrawn: 'boolean',
    expired: 'boolean',
  },
  ReviewFile: {
    organisationId: 'organisation',
    packetOrganisationId: 'organisation',
    assignedReviewerIds: 'members',
    conflictMemberIds: 'members',
    undeclaredMemberIds: 'members',
    withdrawn: 'boolean',
    expired: 'boolean',
    state: 'text',
    firstDeciderIds: 'members',
  },
  Member: { id: 'text', organisationId: 'organisation' },
} as const satisfies Record<string, Record<string, FactKind>>;

export type FactKind = 'text' | 'boolean' | 'organisation' | 'member' | 'members';
type FactValue<K extends FactKind> = K extends 'boolean' ? boolean : K extends 'members' ? readonly string[] : string;

export type ResourceType = keyof typeof FACTS;
export type ResourceFacts<R extends ResourceType> = {
  readonly [F in keyof (typeof FACTS)[R]]: (typeof FACTS)[R][F] extends FactKind
    ? FactValue<(typeof FACTS)[R][F]>
    : never;
};
/** A resource with the facts loaded for it, ready for a decision. */
export type Resource<R extends ResourceType = ResourceType> = {
  readonly [T in R]: { readonly type: T; readonly id: string; readonly facts: ResourceFacts<T> };
}[R];

export const ACTIONS = {
  // Lists and acts of a CSO
  listCases: { resource: 'Organisation', visibility: 'listCases', database: 'app' },
  revealNames: { resource: 'Organisation', visibility: 'listCases', database: 'app', limit: 'names' },
  openCase: { resource: 'Organisation', visibility: 'listCases', database: 'app' },
  listTasks: { resource: 'Organisation', visibility: 'listTasks', database: 'app' },
  recordGroupSession: { resource: 'Organisation', visibility: 'listCases', database: 'app' },
  listNotifications: { resource: 'Organisation', visibility: 'listNotifications', database: 'app' },
  listMembers: { resource: 'Organisation', visibility: 'listMembers', database: 'app' },
  readKeys: { resource: 'Organisation', visibility: 'readKeys', database: 'app' },
  renewKeys: { resource: 'Organisation', visibility: 'readKeys', database: 'app', stepUp: true },
  // Who works here, and who keeps the keys
  inviteMember: { resource: 'Organisation', visibility: 'inviteMember', database: 'app', stepUp: true },
  keepRecoveryKey: { resource: 'Organisation', visibility: 'keepRecoveryKey', database: 'app', stepUp: true },
  keepCanaries: { resource: 'Organisation', visibility: 'keepCanaries', database: 'app', stepUp: true },
  renewMember: { resource: 'Member', visibility: 'readMember', database: 'app', stepUp: true },
  // Lists of the commission
  listInbox: { resource: 'Organisation', visibility: 'listInbox', database: 'app' },
  listFiles: { resource: 'Organisation', visibility: 'listFiles', database: 'app' },
  // Figures
  readReleasedFigures: { resource: 'Organisation', visibility: 'readReleasedFigures', database: 'statistics' },
  readOwnTotals: { resource: 'Organisation', visibility: 'readOwnTotals', database: 'app' },
  approveTotals: { resource: 'Organisation', visibility: 'readOwnTotals', database: 'app' },
  buildRelease: { resource: 'Organisation', visibility: 'readOwnTotals', database: 'app' },
  // Oversight and the host
  readAuditTrail: { resource: 'Organisation', visibility: 'readAuditTrail', database: 'audit' },
  exportAuditTrail: { resource: 'Organisation', visibility: 'readAuditTrail', database: 'audit', stepUp: true },
  readCheckpoints: { resource: 'Organisation', visibility: 'readCheckpoints', database: 'audit' },
  downloadCheckpoint: { resource: 'Organisation', visibility: 'readCheckpoints', database: 'audit' },
  listOrganisations: { resource: 'Organisation', visibility: 'listOrganisations', database: 'app' },
  createOrganisation: { resource: 'Organisation', visibility: 'listOrganisations', database: 'app', stepUp: true },
  inviteWithoutKeys: { resource: 'Organisation', visibility: 'listOrganisations', database: 'app', stepUp: true },
  readSettings: { resource: 'Organisation', visibility: 'readSettings', database: 'app' },
  verifySetting: { resource: 'Organisation', visibility: 'readSettings', database: 'app' },
  // One case
  readCase: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readIdentity: { resource: 'Case', visibility: 'readCase', database: 'app' },
  editIdentity: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readConsents: { resource: 'Case', visibility: 'readCase', database: 'app' },
  recordConsent: { resource: 'Case', visibility: 'readCase', database: 'app' },
  withdrawConsent: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readCasework: { resource: 'Case', visibility: 'readCase', database: 'app' },
  recordCasework: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readReferrals: { resource: 'Case', visibility: 'readCase', database: 'app' },
  recordReferral: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readPsychosocial: { resource: 'Case', visibility: 'readCase', database: 'app' },
  recordPsychosocial: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readLegal: { resource: 'Case', visibility: 'readCase', database: 'app' },
  recordLegal: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readStatement: { resource: 'Case', visibility: 'readCase', database: 'app' },
  writeStatement: { resource: 'Case', visibility: 'readCase', database: 'app' },
  approveStatement: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readApplication: { resource: 'Case', visibility: 'readCase', database: 'app' },
  writeApplication: { resource: 'Case', visibility: 'readCase', database: 'app' },
  reviewApplication: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readEvidence: { resource: 'Case', visibility: 'readCase', database: 'app' },
  addEvidence: { resource: 'Case', visibility: 'readCase', database: 'app' },
  freezePacket: { resource: 'Case', visibility: 'readCase', database: 'app' },
  readAssignments: { resource: 'Case', visibility: 'readCase', database: 'app' },
  assignCase: { resource: 'Case', visibility: 'readCase', database: 'app' },
  breakGlass: { resource: 'Case', visibility: 'readCase', database: 'app' },
  makeCopy: { resource: 'Case', visibility: 'readCase', database: 'app', stepUp: true },
  readErasure: { resource: 'Case', visibility: 'readCase', database: 'app' },
  requestErasure: { resource: 'Case', visibility: 'readCase', database: 'app' },
  decideErasure: { resource: 'Case', visibility: 'readCase', database: 'app', stepUp: true },
  readGroupSession: { resource: 'GroupSession', visibility: 'readGroupSession', database: 'app' },
  // One packet
  readPacket: { resource: 'Packet', visibility: 'readPacket', database: 'app' },
  readCodedDocument: { resource: 'Packet', visibility: 'readPacket', database: 'app' },
  readIdentityDocument: { resource: 'Packet', visibility: 'readPacket', database: 'app' },
  recordHandover: { resource: 'Packet', visibility: 'readPacket', database: 'app' },
  sendSupplement: { resource: 'Packet', visibility: 'readPacket', database: 'app' },
  referPacket: { resource: 'Packet', visibility: 'readPacket', database: 'app' },
  recordPaperProgress: { resource: 'Packet', visibility: 'readPacket', database: 'app' },
  readLetter: { resource: 'Packet', visibility: 'readPacket', database: 'app' },
  acceptPacket: { resource: 'Packet', visibility: 'readPacket', database: 'app' },
  // The commission's file of an accepted packet
  readFile: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  readFileIdentity: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  readFileCoded: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  checkCompleteness: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  requestDocuments: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  assignReviewer: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  declareConflict: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  writeReviewNote: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  readReviewNotes: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  decide: { resource: 'ReviewFile', visibility: 'readFile', database: 'app' },
  // A colleague
  readMember: { resource: 'Member', visibility: 'readMember', database: 'app' },
  changeRoles: { resource: 'Member', visibility: 'readMember', database: 'app', stepUp: true },
  letGo: { resource: 'Member', visibility: 'readMember', database: 'app', stepUp: true },
  handOverCases: { resource: 'Member', visibility: 'readMember', database: 'app' },
  // A member's own
  keepDraft: { resource: 'Member', visibility: 'keepDraft', database: 'app' },
} as const satisfies Record<string, ActionEntry>;

export type ActionName = keyof typeof ACTIONS;
export type ActionFor<R extends ResourceType> = {
  [A in ActionName]: (typeof ACTIONS)[A]['resource'] extends R ? A : never;
}[ActionName];
/** The database role that an action runs under. */
export type ActionDatabase = ActionEntry['database'];
/** The read that tells 404 from 403 after `action` was denied. It is asked about the same resource. */
export function visibilityOf<R extends ResourceType>(action: ActionFor<R>): ActionFor<R> {
  return ACTIONS[action as ActionName].visibility as ActionFor<R>;
}

/** What an action asks for beyond the policies. */
export function demandsOf(action: ActionName): Pick<ActionEntry, 'stepUp' | 'limit'> {
  return ACTIONS[action] satisfies ActionEntry as ActionEntry;
}

/** True for a name in the table; anything else is denied. */
export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(ACTIONS, name);
}
