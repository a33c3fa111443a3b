/**
 * The process that the drill kills: erases cases and gives a colleague new keys without end. Says each act before it begins
 * (`opened <case>`, `erasing <case>`, `renewing <password>`) and when it was acknowledged (`erased <case>`, `renewed <password>`).
 */
import { randomUUID } from 'node:crypto';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { carryOutErasure } from '#app/features/erasures/carry-out-erasure.server.ts';
import { viewErasure } from '#app/features/erasures/view-erasure.server.ts';
import { requestErasure } from '#app/features/erasures/request-erasure.server.ts';
import { acceptInvitation } from '#app/features/invitations/accept-invitation.server.ts';
import { codeNameOf } from '#app/features/invitations/new-invitation.server.ts';
import { colleagueResource, renewMember } from '#app/features/invitations/renew-member.server.ts';
import { actAs } from '#app/features/members/act-as.server.ts';
import type { ActionName } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Done, Redirect } from '#app/kernel/audit-events.ts';
import { ownOrganisation, type LoadedResource } from '#app/kernel/resource.server.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { speak } from '#app/platform/crypto/spoken-code.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { ACTS, PASSWORD } from './acts-cast.ts';

const say = (...words: string[]) => process.stdout.write(`${words.join(' ')}\n`);
const caseworker = await actAs(ACTS.caseworker, PASSWORD);
const supervisor = await actAs(ACTS.supervisor, PASSWORD);
const custodian = await actAs(ACTS.custodian, PASSWORD);
const { memberId } = JSON.parse(process.argv[2] ?? '{}') as { memberId: string };

type Load = (uow: UnitOfWork) => Promise<LoadedResource>;
function act<View>(
  member: SignedIn,
  action: ActionName,
  resource: Load,
  handler: (uow: UnitOfWork) => Promise<Done<View>>,
) {
  return withUnitOfWork(member, { action, resource, now: new Date() }, handler);
}

async function eraseOne(): Promise<void> {
  const own: Load = (uow) => ownOrganisation.load(uow, {});
  const opened = await act(caseworker, 'openCase', own, (uow) =>
    openCase(uow, { channel: 'phone', contact: 'fictional 000' }),
  );
  const caseId = (opened as Redirect).location.split('/')[2]!;
  say('opened', caseId);
  const theCase: Load = (uow) => caseResource.load(uow, { caseId });
  const wish = { askedOn: isoDate(new Date()), method: 'oral', understood: true } as const;
  await act(caseworker, 'requestErasure', theCase, (uow) => requestErasure(uow, caseId, wish));
  let code = '';
  await act(supervisor, 'readCase', theCase, async (uow) => {
    const outcome = await viewErasure(uow, caseId);
    code = outcome.view.code;
    return outcome;
  });
  say('erasing', caseId);
  await act(supervisor, 'decideErasure', theCase, (uow) => carryOutErasure(uow, caseId, code));
  say('erased', caseId);
}

async function renewOne(): Promise<void> {
  const password = `a fictional password ${randomUUID()}`;
  let id = '';
  await act(
    custodian,
    'renewMember',
    (uow) => colleagueResource.load(uow, { memberId }),
    async (uow) => {
      const outcome = await renewMember(uow, memberId, 'A fictional loss of a password.');
      id = outcome.view.location.split('/').at(-1)!;
      return outcome;
    },
  );
  const code = speak(custodian.safe.get(codeNameOf(id))!);
  say('renewing', password);
  const joined = await acceptInvitation({ code, password, again: password }, randomUUID(), new Date());
  if (joined.outcome !== 'joined') throw new Error(`The link answered ${joined.outcome}.`);
  say('renewed', password);
}

say('ready');
for (;;) {
  await eraseOne();
  await eraseOne();
  await renewOne();
}
