import { randomUUID } from 'node:crypto';
import { actAs } from '#app/features/members/act-as.server.ts';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import type { ActionName } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Redirect, type Done } from '#app/kernel/audit-events.ts';
import type { ResourceRef } from '#app/kernel/resource.server.ts';
import type { OrganisationKind, Role } from '#app/kernel/roles.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

export const PASSWORD = 'a plain test password';

type Cast = Record<string, { kind: OrganisationKind; capabilities?: string[]; members: Record<string, Role[]> }>;

/** Two CSOs, the commission, UNDP and the host, with a member for every role. */
export const CAST = {
  north: {
    kind: 'cso',
    capabilities: ['psychosocial', 'legal_aid', 'status_applications'],
    members: {
      caseworker: ['caseworker'],
      counsellor: ['counsellor'],
      lawyer: ['legal_officer'],
      secondLawyer: ['legal_officer'],
      colleague: ['caseworker'],
      supervisor: ['supervisor'],
      approver: ['release_approver'],
      custodian: ['custodian'],
      auditor: ['auditor'],
    },
  },
  south: {
    kind: 'cso',
    capabilities: ['psychosocial', 'legal_aid', 'status_applications'],
    members: {
      caseworker: ['caseworker'],
      counsellor: ['counsellor'],
      lawyer: ['legal_officer'],
      supervisor: ['supervisor'],
      custodian: ['custodian'],
      auditor: ['auditor'],
    },
  },
  commission: {
    kind: 'commission',
    members: {
      secretary: ['secretary'],
      reviewer: ['reviewer'],
      secondReviewer: ['reviewer'],
      chair: ['chair'],
      custodian: ['custodian'],
      auditor: ['auditor'],
    },
  },
  undp: { kind: 'funder', members: { analyst: ['analyst'] } },
  host: { kind: 'host', members: { operator: ['operator'], auditor: ['auditor'] } },
} as const satisfies Cast;

export type World = {
  readonly [Organisation in keyof typeof CAST]: {
    readonly id: string;
    readonly members: { readonly [Member in keyof (typeof CAST)[Organisation]['members']]: SignedIn & { email: string } };
  };
};

/** Provisions the cast and unlocks everybody. About two seconds: a password is stretched twice for every member. */
export async function createWorld(now = new Date()): Promise<World> {
  const world: Record<string, { id: string; members: Record<string, SignedIn & { email: string }> }> = {};
  for (const [name, plan] of Object.entries(CAST as Cast)) {
    const suffix = randomUUID().slice(0, 8);
    const emails = Object.keys(plan.members).map((member) => [member, `${member}.${name}.${suffix}@example.org`.toLowerCase()] as const);
    const { organisationId } = await provisionOrganisation(
      {
        kind: plan.kind,
        name: `${name} ${suffix}`,
        shortName: `${name}-${suffix}`,
        capabilities: plan.capabilities ?? [],
        members: emails.map(([member, email]) => ({
          name: `${name} ${member}`,
          email,
          password: PASSWORD,
          roles: [...(plan.members[member] ?? [])],
          language: 'en',
        })),
      },
      now,
    );
    const members: Record<string, SignedIn & { email: string }> = {};
    for (const [member, email] of emails) members[member] = { ...(await actAs(email, PASSWORD)), email };
    world[name] = { id: organisationId, members };
  }
  return world as unknown as World;
}

/** Does one thing as one member, through the waist: policy, transaction, event. Answers the view. */
export function perform<View, Params>(
  member: SignedIn,
  action: ActionName,
  resource: ResourceRef<never, Params> | { load: (uow: UnitOfWork, params: Params) => ReturnType<ResourceRef<never, Params>['load']> },
  params: Params,
  handler: (uow: UnitOfWork) => Promise<Done<View>>,
  now = new Date(),
): Promise<View | Redirect> {
  return withUnitOfWork(member, { action, resource: (uow) => resource.load(uow, params), now }, handler);
}

/** The path that an action's redirect names, such as `/cases/<id>`. */
export function locationOf(view: unknown): string {
  if (!(view instanceof Redirect)) throw new Error('The action did not redirect.');
  return view.location;
}
