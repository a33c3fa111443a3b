import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { systemClock } from '#app/platform/clock.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { verifyEntry } from '#app/platform/keys/directory.server.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';
import { log } from '#app/platform/log/log.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { lockVaultAlone } from '#app/kernel/content-keys.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { resealed, rewrapped } from '#app/kernel/rewrap-key.server.ts';
import { inTransaction, withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { lockDirectory } from '#app/features/members/verified-colleagues.server.ts';
import {
  claimRotation,
  closeRotation,
  countOlderKeys,
  countProgress,
  forgetUnreadable,
  FROM_THE_START,
  nextContentKeys,
  nextSealedKeys,
  replaceContentKeys,
  replaceSealedKeys,
  type Replacement,
  type Rotation,
  type WrappedKey,
} from './rotation-repo.server.ts';
import { deleteOlderGrants, newestVaults } from './vault-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'vault.renewed': { compartment: string; epoch: number; unreadable: number; grantsRemoved: number };
  }
}

/** `elsewhere`: finished, superseded, or in another run's hands; `cannot`: this sign-in lacks an epoch that is in use. */
export type Rewrapped = 'done' | 'elsewhere' | 'cannot';

const CONTENT_KEYS_AT_ONCE = 1_000;
/** A sealed key costs about a hundred times as much as a wrapped one: a batch stays well under a second. */
const SEALED_KEYS_AT_ONCE = 100;
const WITHOUT_A_BREATH = 100;

class LosesEpoch extends Error {}
class SomeAreLeft extends Error {}

/**
 * Wraps every content key of a renewed vault under its newest epoch, in batches that are transactions of their own: at any
 * moment each key is wrapped by the old or by the new epoch, whole, and both are granted. When no older key is left the
 * older epochs are taken from everybody, and the event says so. Killed anywhere, a later run goes on.
 */
export async function rewrapVault(member: SignedIn, rotationId: string): Promise<Rewrapped> {
  const run = { member, id: rotationId, runner: randomUUID() };
  const rotation = await step(run, async (uow, claimed) => {
    await forgetUnreadable(uow, claimed.id);
    return claimed;
  });
  const vault = rotation && member.keys.vault(rotation.compartment, rotation.epoch);
  if (!rotation) return 'elsewhere';
  if (!vault) return 'cannot';
  try {
    for (;;) {
      const unreadable = await everyBatch(run, rotation, vault);
      if (unreadable === null) return 'elsewhere';
      try {
        return (await finish(run, unreadable)) ? 'done' : 'elsewhere';
      } catch (error) {
        // Somebody who had begun before the renewal made one more key: it is wrapped anew, too.
        if (!(error instanceof SomeAreLeft)) throw error;
      }
    }
  } catch (error) {
    if (error instanceof LosesEpoch) return 'cannot';
    throw error;
  }
}

interface Run {
  member: SignedIn;
  id: string;
  runner: string;
}

/** One transaction of the run, as its custodian, which first makes sure that the renewal is still this run's. */
function step<Result>(
  run: Run,
  work: (uow: UnitOfWork, rotation: Rotation) => Promise<Result>,
): Promise<Result | null> {
  return inTransaction(run.member, 'app', systemClock.now(), async (uow) => {
    const claimed = await claimRotation(uow, run.id, run.runner);
    return claimed && work(uow, claimed);
  });
}

/** All wrapped and then all sealed keys once through. Answers how many did not open; `null` = another run took over. */
async function everyBatch(run: Run, rotation: Rotation, to: Vault): Promise<number | null> {
  const kinds = [
    { take: CONTENT_KEYS_AT_ONCE, next: nextContentKeys, replace: replaceContentKeys, again: rewrappedUnder(to) },
    { take: SEALED_KEYS_AT_ONCE, next: nextSealedKeys, replace: replaceSealedKeys, again: resealedTo(to, run) },
  ];
  let unreadable = 0;
  for (const { take, next, replace, again } of kinds) {
    let after: string | undefined = FROM_THE_START;
    while (after !== undefined) {
      const from: string = after;
      const batch = await step(run, async (uow) => {
        const rows = await next(uow, rotation, from, take);
        const batch = await replacements(run.member, rotation, rows, again);
        const written = batch.length > 0 ? await replace(uow, rotation, batch) : 0;
        await countProgress(uow, rotation.id, { done: written, unreadable: rows.length - batch.length });
        return {
          last: rows.length === take ? rows.at(-1)?.subject_id : undefined,
          unreadable: rows.length - batch.length,
        };
      });
      if (!batch) return null;
      unreadable += batch.unreadable;
      after = batch.last;
    }
  }
  return unreadable;
}

type Again = (from: Vault, row: WrappedKey) => Promise<Buffer | null> | Buffer | null;

function rewrappedUnder(to: Vault): Again {
  return (from, row) => rewrapped(from, to, row);
}

function resealedTo(to: Vault, run: Run): Again {
  let verified: Promise<Uint8Array> | undefined;
  return async (from, row) => resealed(from, await (verified ??= verifiedPublicKey(run.member, to)), row);
}

/** The renewed vault's public key, with the key module's signature over it. */
async function verifiedPublicKey(member: SignedIn, { id }: Vault): Promise<Uint8Array> {
  const row = await inTransaction(member, 'app', systemClock.now(), async (uow) =>
    (await newestVaults(uow)).get(id.compartment),
  );
  if (row?.epoch !== id.epoch) throw new LosesEpoch();
  await verifyEntry(
    await keyModule(),
    { kind: 'vault', ...id, publicKey: row.public_key },
    row.entry_version,
    row.entry_signature,
  );
  return row.public_key;
}

async function replacements(
  member: SignedIn,
  { compartment }: Rotation,
  rows: readonly WrappedKey[],
  again: Again,
): Promise<Replacement[]> {
  const batch: Replacement[] = [];
  for (const [position, row] of rows.entries()) {
    // Other people's requests are answered in between.
    if (position % WITHOUT_A_BREATH === WITHOUT_A_BREATH - 1) await breathe();
    const from = member.keys.vault(compartment, row.epoch);
    if (!from) throw new LosesEpoch();
    const stored = await again(from, row);
    if (stored) batch.push({ subjectId: row.subject_id, from: row.epoch, stored });
  }
  return batch;
}

/**
 * Closes the renewal while nobody can be making a key under an older epoch. Keys that did not open may be damaged and could
 * come back from a backup: then the older epochs stay granted, to those who hold the vault now, and the page says so.
 */
async function finish(run: Run, unreadable: number): Promise<boolean> {
  const work = {
    action: 'renewKeys',
    resource: (uow: UnitOfWork) => ownOrganisation.load(uow, {}),
    now: systemClock.now(),
  } as const;
  let closed = false;
  await withUnitOfWork(run.member, work, async (uow) => {
    await lockDirectory(uow);
    const rotation = await claimRotation(uow, run.id, run.runner);
    if (!rotation) return done(null, { type: 'vault.rewrap_left', detail: {} });
    const { compartment, epoch } = rotation;
    await lockVaultAlone(uow, compartment);
    if ((await countOlderKeys(uow, compartment, epoch)) > unreadable) throw new SomeAreLeft();
    const grantsRemoved = unreadable === 0 ? await deleteOlderGrants(uow, compartment, epoch) : 0;
    await closeRotation(uow, rotation.id);
    closed = true;
    return done(null, {
      type: 'vault.renewed',
      resource: { kind: 'Vault', id: rotation.id },
      detail: { compartment, epoch, unreadable, grantsRemoved },
    });
  });
  return closed;
}

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** another run finished or took over what this one had worked on */
    'vault.rewrap_left': Record<string, never>;
  }
}

const running = new Map<string, Promise<void>>();

/** Works on renewals one after the other, in this process, while the member goes on with something else. */
export function rewrapInBackground(member: SignedIn, rotationIds: readonly string[]): void {
  for (const id of rotationIds.filter((each) => !running.has(each))) {
    const before = Promise.all(running.values());
    const work = before
      .then(() => rewrapVault(member, id))
      .then((outcome) => log.info({ rotation: id, outcome }, 'vault re-wrapped'))
      .catch((error: unknown) =>
        log.error({ rotation: id, name: error instanceof Error ? error.name : typeof error }, 're-wrapping stopped'),
      )
      .finally(() => running.delete(id));
    running.set(id, work);
  }
}

/** When nothing is being re-wrapped in this process any more. */
export async function rewrappingSettled(): Promise<void> {
  while (running.size > 0) await Promise.all(running.values());
}
