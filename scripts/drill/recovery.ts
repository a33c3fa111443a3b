import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { acceptInvitation } from '#app/features/invitations/accept-invitation.server.ts';
import { codeNameOf } from '#app/features/invitations/new-invitation.server.ts';
import { inviteFirst } from '#app/features/invitations/new-organisation.server.ts';
import { actAs } from '#app/features/members/act-as.server.ts';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { recover } from '#app/features/members/recover.server.ts';
import { makeRecoveryCode } from '#app/features/members/recovery-code.server.ts';
import { unlockMember } from '#app/features/members/unlock-member.server.ts';
import { confirmSheets, makeRecoveryKey, viewSheets } from '#app/features/recovery-keys/make-recovery-key.server.ts';
import type { ActionFor } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Done } from '#app/kernel/audit-events.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { Role } from '#app/kernel/roles.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { groupsOf, speak } from '#app/platform/crypto/spoken-code.ts';

/** How often something lost was recovered, and how often that gave back exactly what was there before. */
export interface Drilled {
  tried: number;
  worked: number;
}

const PASSWORD = 'a drill that nobody depends on';

/**
 * Recovers what was lost, `rounds` times, in fictional organisations of its own and in the database of the settings. In turn:
 * a member lost her password and has her code; an organisation lost every custodian and has two of its three sheets.
 * Each round ends with a content key, wrapped before the loss, that must open after it.
 */
export async function recoveryDrills(rounds = 50): Promise<Drilled> {
  const host = await organisation('host', ['operator']);
  const drilled: Drilled = { tried: 0, worked: 0 };
  for (let round = 0; round < rounds; round += 1) {
    drilled.tried += 1;
    const custodian = await organisation('cso', ['custodian']);
    const worked = round % 2 === 0 ? await byCode(custodian) : await bySheets(custodian, host.member);
    if (worked) drilled.worked += 1;
  }
  return drilled;
}

interface Founded {
  email: string;
  member: SignedIn;
}

async function organisation(kind: 'cso' | 'host', roles: Role[]): Promise<Founded> {
  const mark = randomUUID().slice(0, 13);
  const email = `${mark}@drill.example`;
  const person = { name: `Drill ${mark}`, email, password: PASSWORD, roles, language: 'en' };
  const capabilities = kind === 'cso' ? ['psychosocial'] : [];
  await provisionOrganisation(
    { kind, name: `Drill ${mark}`, shortName: `drill-${mark}`, capabilities, members: [person] },
    new Date(),
  );
  return { email, member: await actAs(email, PASSWORD) };
}

async function byCode({ email, member }: Founded): Promise<boolean> {
  const unlocked = await unlockMember(email, PASSWORD);
  if (!unlocked) return false;
  const code = speak((await makeRecoveryCode(unlocked, new Date())).subarray(0, 16));
  const password = `another password of ${randomUUID()}`;
  if ((await recover({ email, code, password }, randomUUID())) !== 'recovered') return false;
  return opensTheSame(member, await actAs(email, password));
}

async function bySheets({ member }: Founded, operator: SignedIn): Promise<boolean> {
  await act(member, 'keepRecoveryKey', (uow) => makeRecoveryKey(uow));
  const { sheets, asked } = (await act(member, 'keepRecoveryKey', (uow) => viewSheets(uow))) as {
    sheets: string[];
    asked: { sheet: number; group: number }[];
  };
  const [first = '', second = ''] = asked.map(({ sheet, group }) => groupsOf(sheets[sheet - 1] ?? '')[group - 1]);
  await act(member, 'keepRecoveryKey', (uow) => confirmSheets(uow, { first, second }));
  const email = `${randomUUID()}@drill.example`;
  const form = { name: 'Drill Recovered', email, roles: [], language: 'en' as const };
  let id = '';
  await act(operator, 'inviteWithoutKeys', async (uow) => {
    const outcome = await inviteFirst(uow, member.actor.organisationId, form);
    id = outcome.event.resource?.id ?? '';
    return outcome;
  });
  const lost = randomInt(3);
  const [firstShare = '', secondShare = ''] = sheets.filter((_, at) => at !== lost);
  const accepting = {
    code: speak(operator.safe.get(codeNameOf(id)) ?? randomBytes(16)),
    password: PASSWORD,
    again: PASSWORD,
  };
  const joined = await acceptInvitation({ ...accepting, firstShare, secondShare }, randomUUID(), new Date());
  return joined.outcome === 'joined' && opensTheSame(member, await actAs(email, PASSWORD));
}

/** Every vault that was held before, and what it wrapped, opens for her who was recovered. */
function opensTheSame(before: SignedIn, after: SignedIn): boolean {
  const subject = { kind: 'case', id: randomUUID() };
  const vaults = before.keys.vaults();
  return vaults.every((vault) => {
    const key = randomBytes(32);
    const same = after.keys.vault(vault.id.compartment, vault.id.epoch);
    return same?.unwrapContentKey(subject, vault.wrapContentKey(subject, key)).equals(key) ?? false;
  });
}

function act<View>(
  member: SignedIn,
  action: ActionFor<'Organisation'>,
  handler: (uow: UnitOfWork) => Promise<Done<View>>,
) {
  return withUnitOfWork(member, { action, resource: (uow) => ownOrganisation.load(uow, {}), now: new Date() }, handler);
}
