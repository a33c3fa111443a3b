import { inject } from 'vitest';
import { actWith } from '#app/features/members/act-as.server.ts';
import type { ActionName } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Redirect, type Done } from '#app/kernel/audit-events.ts';
import type { ResourceRef } from '#app/kernel/resource.server.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import type { CAST } from './cast.ts';
import { connectedAs } from './database.ts';
import { KIND } from './key-module.ts';
import { insertWorld, provisionCast } from './made-world.ts';

export { CAST, PASSWORD } from './cast.ts';

export type World = {
  readonly [Organisation in keyof typeof CAST]: {
    readonly id: string;
    readonly members: {
      readonly [Member in keyof (typeof CAST)[Organisation]['members']]: SignedIn & { email: string };
    };
  };
};

/**
 * The cast in this file's database, everybody unlocked. The first is a copy of the one that was made for the run, because
 * stretching fifty passwords takes seconds; a further one in the same database, at another time, or under keys of its own
 * is made anew.
 */
export async function createWorld(now?: Date): Promise<World> {
  const made = inject('world');
  const copied = made && now === undefined && KIND === 'file' && (await clientFor('auth').organisation.count()) === 0;
  if (copied) await connectedAs('superuser', (client) => insertWorld(client, made));
  const members = copied ? made.members : await provisionCast(now ?? new Date());
  const world: Record<string, { id: string; members: Record<string, SignedIn & { email: string }> }> = {};
  for (const { organisation, member, account, secrets } of members) {
    const opened = new Map(secrets.map(([name, secret]) => [name, Buffer.from(secret, 'base64')]));
    const { members: colleagues } = (world[organisation] ??= { id: account.organisation_id, members: {} });
    colleagues[member] = { ...actWith(account, opened), email: account.email };
  }
  return world as unknown as World;
}

/** Does one thing as one member, through the waist: policy, transaction, event. Answers the view. */
export function perform<View, Params>(
  member: SignedIn,
  action: ActionName,
  resource:
    | ResourceRef<never, Params>
    | { load: (uow: UnitOfWork, params: Params) => ReturnType<ResourceRef<never, Params>['load']> },
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
