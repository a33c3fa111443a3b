import { DRILL_DAYS } from '#app/features/members/remind-of-drill.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { understand } from '#app/platform/crypto/spoken-code.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { verifyEntry } from '#app/platform/keys/directory.server.ts';
import { combineShares, SHARE_BYTES } from '#app/platform/keys/recovery-shares.server.ts';
import { keyEntryOf } from './grants-for-recovery.server.ts';
import { SHARE_ERRORS } from './share-errors.ts';
import { findKeys, recordDrill } from './recovery-key-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'recovery_key.viewed': Record<string, never>;
    'recovery_key.drill_shown': Record<string, never>;
    'recovery_key.drilled': Record<string, never>;
  }
}

const DAY_MS = 86_400_000;

/** What stands of the recovery key: since when, tried when, and when it should be tried again. */
export async function viewRecoveryKey(uow: UnitOfWork) {
  const keys = await findKeys(uow);
  const active = keys.find(({ confirmed_at }) => confirmed_at);
  const tried = active?.drilled_at ?? null;
  const due = active ? new Date((tried ?? active.confirmed_at!).getTime() + DRILL_DAYS * DAY_MS) : null;
  const view = {
    since: active?.confirmed_at?.toISOString() ?? null,
    drilledAt: tried?.toISOString() ?? null,
    dueOn: due?.toISOString() ?? null,
    due: due !== null && due <= uow.now,
    /** made, and not yet shown to be on paper */
    unfinished: keys.some(({ confirmed_at }) => !confirmed_at),
    sheetsHere: uow.safe.get('recovery-sheets') !== undefined,
  };
  return done(view, { type: 'recovery_key.viewed', detail: {} });
}

export async function beginDrill(uow: UnitOfWork) {
  if (!(await findKeys(uow)).some(({ confirmed_at }) => confirmed_at)) throw new NotFound();
  return done({}, { type: 'recovery_key.drill_shown', detail: {} });
}

/** Two shares are put together, give the right public key or not, and are forgotten. Nothing is opened and nothing is shown. */
export async function drill(uow: UnitOfWork, given: { firstShare: string; secondShare: string }) {
  const key = (await findKeys(uow)).find(({ confirmed_at }) => confirmed_at);
  if (!key) throw new NotFound();
  await verifyEntry(await keyModule(), keyEntryOf(key), key.entry_version, key.entry_signature);
  const first = understand(given.firstShare, SHARE_BYTES);
  const second = understand(given.secondShare, SHARE_BYTES);
  if (!first) throw new Invalid({ firstShare: ['share_mistyped'] });
  if (!second) throw new Invalid({ secondShare: ['share_mistyped'] });
  const combined = await combineShares(first, second, key.public_key);
  if (combined.outcome !== 'works') throw new Invalid({ secondShare: [SHARE_ERRORS[combined.outcome]] });
  combined.seed.fill(0);
  await recordDrill(uow, key.id);
  return done(redirectTo('/keys/recovery?drilled=yes'), {
    ...{ type: 'recovery_key.drilled', detail: {} },
    resource: { kind: 'RecoveryKey', id: key.id },
  });
}
