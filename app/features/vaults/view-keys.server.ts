import { done } from '#app/kernel/audit-events.ts';
import { COMPARTMENTS } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { holdersOf } from './holders.server.ts';
import { resumeRenewals } from './resume-renewals.server.ts';
import { listRotations } from './rotation-repo.server.ts';
import { listGrants, newestVaults } from './vault-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'keys.viewed': { vaults: number; underWay: number };
  }
}

export interface RenewalView {
  state: 'open' | 'done';
  reason: string;
  startedAt: string;
  finishedAt: string | null;
  done: number;
  total: number;
  unreadable: number;
  /** this sign-in can go on with it when its process ended */
  able: boolean;
}

export interface VaultView {
  compartment: string;
  epoch: number;
  since: string;
  /** by name, as colleagues know them */
  holders: string[];
  renewal: RenewalView | null;
}

/** The vaults of the organisation, who holds each, and how far a renewal has come. Goes on with one that was left. */
export async function viewKeys(uow: UnitOfWork) {
  await resumeRenewals(uow);
  const newest = await newestVaults(uow);
  const rotations = await listRotations(uow);
  const grants = await listGrants(uow);
  const vaults: VaultView[] = [];
  for (const compartment of COMPARTMENTS[uow.actor.organisationKind]) {
    const vault = newest.get(compartment);
    if (!vault) continue;
    const granted = new Set(
      grants
        .filter((grant) => grant.compartment === compartment && grant.epoch === vault.epoch)
        .map(({ member_id }) => member_id),
    );
    const holders = (await holdersOf(uow, compartment)).filter(({ id }) => granted.has(id));
    const last = rotations.find((rotation) => rotation.compartment === compartment && rotation.state !== 'superseded');
    vaults.push({
      compartment,
      epoch: vault.epoch,
      since: vault.created_at.toISOString(),
      holders: holders.map(({ name }) => name).sort(),
      renewal: last ? viewOf(last, uow.keys.vault(compartment, last.epoch) !== undefined) : null,
    });
  }
  const underWay = vaults.filter(({ renewal }) => renewal?.state === 'open').length;
  const keepsAlarms = uow.actor.organisationKind === 'cso';
  return done({ vaults, underWay, keepsAlarms }, { type: 'keys.viewed', detail: { vaults: vaults.length, underWay } });
}

/** What can be renewed; the form names them all at first. */
export async function viewRenewal(uow: UnitOfWork) {
  const { view, event } = await viewKeys(uow);
  return done(
    { vaults: view.vaults.map(({ compartment, holders }) => ({ compartment, holders: holders.length })) },
    event,
  );
}

function viewOf(row: Awaited<ReturnType<typeof listRotations>>[number], able: boolean): RenewalView {
  return {
    state: row.state === 'open' ? 'open' : 'done',
    reason: row.reason,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    done: Math.min(row.done, row.total),
    total: row.total,
    unreadable: row.unreadable,
    able,
  };
}
