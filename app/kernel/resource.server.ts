import { FACTS, type FactKind, type Resource, type ResourceFacts, type ResourceType } from './actions.ts';
import { onboarding } from './onboarding.server.ts';
import { transactionOf } from './transaction.server.ts';
import type { UnitOfWork } from './unit-of-work.server.ts';

/** A resource as Cedar is asked about it. `found: false` = there is none, or row-level security hides it. */
export interface LoadedResource {
  readonly resource: Resource;
  readonly found: boolean;
}

/** How a route names what it is about: the type, the id in its parameters, and the query that loads the facts. */
export interface ResourceRef<Type extends ResourceType, Params> {
  readonly type: Type;
  readonly load: (uow: UnitOfWork, params: Params) => Promise<LoadedResource>;
}

/** `facts` answers null when there is no such row for this actor; the decision then takes the same path and time. */
export function resourceRef<Type extends ResourceType, Params>(
  type: Type,
  id: (params: Params) => string,
  facts: (uow: UnitOfWork, id: string) => Promise<ResourceFacts<Type> | null>,
): ResourceRef<Type, Params> {
  return {
    type,
    load: async (uow, params) => {
      const resourceId = id(params);
      const loaded = await facts(uow, resourceId);
      const resource = { type, id: resourceId, facts: loaded ?? emptyFacts(type) } as unknown as Resource;
      return { resource, found: loaded !== null };
    },
  };
}

/**
 * The actor's own organisation: what lists and organisation-wide acts are asked about. Whether it has its two custodians is
 * not looked up here, so where it matters the answer is no.
 */
export const ownOrganisation: ResourceRef<'Organisation', unknown> = {
  type: 'Organisation',
  load: async (uow) => organisationOf(uow, onboarding() === 'optional'),
};

/** As `ownOrganisation`, for opening cases: two active custodians must have confirmed their recovery codes. */
export const organisationWithCustodians: ResourceRef<'Organisation', unknown> = {
  type: 'Organisation',
  load: async (uow) => organisationOf(uow, onboarding() === 'optional' || (await custodiansReady(uow))),
};

async function custodiansReady(uow: UnitOfWork): Promise<boolean> {
  const [answer] = await transactionOf(uow).$queryRaw<
    { ready: boolean }[]
  >`SELECT directory.has_two_custodians() AS ready`;
  return answer?.ready ?? false;
}

function organisationOf({ actor }: UnitOfWork, ready: boolean): LoadedResource {
  const facts = { id: actor.organisationId, kind: actor.organisationKind, custodiansReady: ready };
  return { resource: { type: 'Organisation', id: actor.organisationId, facts }, found: true };
}

/** The actor herself: what belongs to her account alone. */
export const ownAccount: ResourceRef<'Member', unknown> = {
  type: 'Member',
  load: async ({ actor }) => ({
    resource: { type: 'Member', id: actor.id, facts: { id: actor.id, organisationId: actor.organisationId } },
    found: true,
  }),
};

const NOBODY = '00000000-0000-0000-0000-000000000000';
const EMPTY: Record<FactKind, unknown> = {
  text: '',
  boolean: false,
  organisation: NOBODY,
  member: NOBODY,
  members: [],
};

function emptyFacts<Type extends ResourceType>(type: Type): ResourceFacts<Type> {
  const kinds: Readonly<Record<string, FactKind>> = FACTS[type];
  return Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, EMPTY[kind]])) as ResourceFacts<Type>;
}
