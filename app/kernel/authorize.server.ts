import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { ACTIONS, FACTS, isActionName } from './actions.ts';
import type { ActionName, FactKind, Resource } from './actions.ts';
import { PolicyError, policiesDirectory, readPolicies, validatePolicies } from './policies.server.ts';
import type { PolicySource } from './policies.server.ts';

/** Who asks. `capabilities` are those of her organisation (only a CSO has any). */
export interface Principal {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationKind: string;
  readonly roles: readonly string[];
  readonly capabilities: readonly string[];
}

/** `policies`: the @ids that decided (none when nothing permits). `errors`: why no decision could be trusted; then denied. */
export interface Decision {
  readonly allowed: boolean;
  readonly policies: string[];
  readonly errors: string[];
}

export interface Authorizer {
  decide(principal: Principal, action: ActionName, resource: Resource): Decision;
}

let prepared = 0;

/** Validates the policies, parses them once and keeps them in Cedar's memory. Throws PolicyError. */
export function createAuthorizer(source: PolicySource): Authorizer {
  const { schema, policies } = validatePolicies(source);
  const name = `linden-${++prepared}`;
  for (const answer of [
    cedar.preparseSchema(name, schema),
    cedar.preparsePolicySet(name, { staticPolicies: { ...policies } }),
  ]) {
    if (answer.type === 'failure') throw new PolicyError(answer.errors.map((error) => error.message).join('; '));
  }
  return { decide: (principal, action, resource) => decideWith(name, principal, action, resource) };
}

/**
 * Cedar skips a forbid that errors and may then answer "allow". So requests are validated against the schema, and
 * any error at all, in the request, in the facts or in one policy, is a denial.
 */
function decideWith(name: string, principal: Principal, action: ActionName, resource: Resource): Decision {
  try {
    const entities = entitiesFor(principal, action, resource);
    const answer = cedar.statefulIsAuthorized({
      principal: member(principal.id),
      action: { type: 'Action', id: action },
      resource: { type: resource.type, id: resource.id },
      context: {},
      preparsedSchemaName: name,
      preparsedPolicySetId: name,
      validateRequest: true,
      entities,
    });
    if (answer.type === 'failure') return denied(answer.errors.map((error) => error.message));
    const { decision, diagnostics } = answer.response;
    const errors = diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
    if (errors.length > 0) return denied(errors);
    return { allowed: decision === 'allow', policies: diagnostics.reason, errors };
  } catch (error) {
    return denied([error instanceof Error ? error.message : 'the decision failed']);
  }
}

function denied(errors: string[]): Decision {
  return { allowed: false, policies: [], errors };
}

const member = (id: string) => ({ type: 'Member', id });
const organisation = (id: string) => ({ type: 'Organisation', id });

/** The two entities of a request: the member who asks, and the resource (the same one when it is herself). */
function entitiesFor(principal: Principal, action: string, resource: Resource): cedar.Entities {
  if (!isActionName(action)) throw new PolicyError('unknown action');
  if (ACTIONS[action].resource !== resource.type) throw new PolicyError(`${action} is not about a ${resource.type}`);
  if ('id' in resource.facts && resource.facts.id !== resource.id) throw new PolicyError('facts of another resource');
  const who = memberEntity(principal);
  if (resource.type !== 'Member') {
    return [who, { uid: { type: resource.type, id: resource.id }, attrs: attributesOf(resource), parents: [] }];
  }
  const { organisationId } = resource.facts;
  if (resource.id !== principal.id) {
    return [who, memberEntity({ id: resource.id, organisationId, organisationKind: '', roles: [], capabilities: [] })];
  }
  if (organisationId !== principal.organisationId) throw new PolicyError('facts of another organisation');
  return [who];
}

function memberEntity(of: Principal): cedar.EntityJson {
  const attrs = {
    organisation: { __entity: organisation(of.organisationId) },
    kind: of.organisationKind,
    roles: [...of.roles],
    capabilities: [...of.capabilities],
  };
  return { uid: member(of.id), attrs, parents: [] };
}

/** Only the facts of the table, as Cedar's types; a missing one becomes null, which the schema refuses. */
function attributesOf(resource: Exclude<Resource, { type: 'Member' }>): Record<string, cedar.CedarValueJson> {
  const facts: Readonly<Record<string, unknown>> = resource.facts;
  const kinds: Readonly<Record<string, FactKind>> = FACTS[resource.type];
  const attributes: Record<string, cedar.CedarValueJson> = {};
  for (const [fact, kind] of Object.entries(kinds)) {
    if (resource.type !== 'Organisation' || fact !== 'id') attributes[fact] = cedarValue(kind, facts[fact]);
  }
  return attributes;
}

function cedarValue(kind: FactKind, value: unknown): cedar.CedarValueJson {
  if (kind === 'boolean' && typeof value === 'boolean') return value;
  if (kind === 'members' && Array.isArray(value)) return value.map((id) => ({ __entity: member(String(id)) }));
  if (typeof value !== 'string') return null;
  if (kind === 'organisation') return { __entity: organisation(value) };
  if (kind === 'member') return { __entity: member(value) };
  return kind === 'text' ? value : null;
}

/** Read once, when the server's modules load: an invalid policy stops the boot. */
const authorizer = createAuthorizer(readPolicies(policiesDirectory()));

/**
 * Decides one action on one resource. Synchronous, 0.6 to 0.75 ms when measured; a list is filtered by its scope, never by calling this
 * for each row. `principal` comes from the session, the facts from the transaction that will act.
 */
export function decide(principal: Principal, action: ActionName, resource: Resource): Decision {
  return authorizer.decide(principal, action, resource);
}

/**
 * For the doctor and /readyz: validates the files as they are on disk now and returns how many policies and actions
 * there are. Throws PolicyError.
 */
export function policiesCheck(): { policies: number; actions: number } {
  const { policies } = validatePolicies(readPolicies(policiesDirectory()));
  return { policies: Object.keys(policies).length, actions: Object.keys(ACTIONS).length };
}
