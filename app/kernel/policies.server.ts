import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { ACTIONS, FACTS, isActionName } from './actions.ts';

/** A policy, schema or directory that cannot be trusted. Boot stops on it. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/** The text of the schema and of each policy file, by file name. */
export interface PolicySource {
  readonly schema: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Policies that passed strict validation, by their `@id`. */
export interface ValidPolicies {
  readonly schema: string;
  readonly policies: Readonly<Record<string, string>>;
}

const SCHEMA_FILE = 'schema.cedarschema';

/**
 * The project's `policies/`: found upwards from this module (app/kernel in development, build/server when built), so
 * that it does not depend on where the process was started; the working directory is the second try.
 */
export function policiesDirectory(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, 'policies', SCHEMA_FILE))) return join(at, 'policies');
  }
  const inWorkingDirectory = join(process.cwd(), 'policies');
  if (existsSync(join(inWorkingDirectory, SCHEMA_FILE))) return inWorkingDirectory;
  throw new PolicyError(`no policies/${SCHEMA_FILE} above the server or in the working directory`);
}

/** Reads the schema and every `.cedar` file directly in `directory`. */
export function readPolicies(directory: string): PolicySource {
  const names = readdirSync(directory).filter((name) => name.endsWith('.cedar'));
  return {
    schema: readFileSync(join(directory, SCHEMA_FILE), 'utf8'),
    files: Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(directory, name), 'utf8')])),
  };
}

/**
 * Parses and validates strictly; a warning is an error too (a policy that can never apply is a mistake), every policy
 * needs an `@id` of its own, and the schema's actions must be those of actions.ts. Throws PolicyError.
 */
export function validatePolicies(source: PolicySource): ValidPolicies {
  checkSchema(source.schema);
  const policies: Record<string, string> = {};
  for (const [file, text] of Object.entries(source.files)) {
    for (const policy of splitPolicies(file, text)) {
      const id = idOf(file, policy);
      if (Object.hasOwn(policies, id)) throw new PolicyError(`${file}: a second policy has @id("${id}")`);
      policies[id] = policy;
    }
  }
  if (Object.keys(policies).length === 0) throw new PolicyError('there is no policy');
  const answer = cedar.validate({ schema: source.schema, policies: { staticPolicies: policies } });
  if (answer.type === 'failure') throw new PolicyError(messages(answer.errors));
  const found = [...answer.validationErrors, ...answer.validationWarnings];
  if (found.length > 0)
    throw new PolicyError(found.map((each) => `${each.policyId}: ${each.error.message}`).join('; '));
  if (answer.otherWarnings.length > 0) throw new PolicyError(messages(answer.otherWarnings));
  return { schema: source.schema, policies };
}

function splitPolicies(file: string, text: string): string[] {
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === 'failure') throw new PolicyError(`${file}: ${messages(parts.errors)}`);
  if (parts.policy_templates.length > 0) throw new PolicyError(`${file}: templates are not used here`);
  return parts.policies;
}

function idOf(file: string, policy: string): string {
  const parsed = cedar.policyToJson(policy);
  if (parsed.type === 'failure') throw new PolicyError(`${file}: ${messages(parsed.errors)}`);
  const id = parsed.json.annotations?.['id'];
  if (!id) throw new PolicyError(`${file}: a policy has no @id`);
  return id;
}

function checkSchema(text: string): void {
  const parsed = cedar.schemaToJson(text);
  if (parsed.type === 'failure') throw new PolicyError(`${SCHEMA_FILE}: ${messages(parsed.errors)}`);
  const { entityTypes, actions } = parsed.json[''] ?? { entityTypes: {}, actions: {} };
  const differences = Object.keys(FACTS)
    .filter((type) => !Object.hasOwn(entityTypes, type))
    .map((type) => `no entity ${type}`);
  for (const [name, { resource }] of Object.entries(ACTIONS)) {
    const types = actions[name]?.appliesTo?.resourceTypes ?? [];
    if (types.length !== 1 || types[0] !== resource) differences.push(`action ${name} must apply to ${resource}`);
  }
  for (const [name, action] of Object.entries(actions)) {
    if (action.appliesTo?.resourceTypes.length && !isActionName(name))
      differences.push(`action ${name} is not in actions.ts`);
  }
  if (differences.length > 0) throw new PolicyError(`${SCHEMA_FILE}: ${differences.join('; ')}`);
}

function messages(errors: readonly cedar.DetailedError[]): string {
  return errors.map((error) => error.message).join('; ');
}
