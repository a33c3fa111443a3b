import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Role } from '#app/kernel/roles.ts';
import { apply, STAGES, type DemoCommission, type Stage } from './applying.ts';
import { makeCanary } from '#app/features/canaries/make-canary.server.ts';
import { daysAfter, dice, onOrganisation } from './acting.ts';
import { workOnCase, type DemoCase, type Team } from './case-work.ts';
import { addExtras } from './extras.ts';
import { releaseFigures } from './figures.ts';

export interface DemoMember {
  organisation: string;
  roles: readonly Role[];
  capabilities: readonly string[];
  signedIn: SignedIn;
}

/** How many cases each organisation has; 300 together. The bigger ones also file applications. */
const CASES: Readonly<Record<string, number>> = {
  oak: 80,
  ash: 60,
  elm: 50,
  yew: 30,
  fir: 30,
  bay: 20,
  box: 15,
  fig: 15,
};
const QUARTERS = 8;
const DAYS = QUARTERS * 91;

/** Eight quarters of fictional work in every organisation, side by side: what one waits for, another computes. */
export async function populate(
  members: readonly DemoMember[],
  today: Date,
  say: (line: string) => void,
): Promise<void> {
  const commission = commissionOf(members);
  let before = 0;
  const offices = Object.entries(CASES).map(([organisation, count]) => {
    const first = before + 1;
    before += count;
    const team = teamOf(members.filter((member) => member.organisation === organisation));
    return fill(team, { first, count, withdraws: first === 1 }, commission, today).then(() =>
      say(`${organisation}: ${count} cases`),
    );
  });
  await Promise.all(offices);
  await releaseFigures(members, today, say);
  await addCanary(members, today);
}

/** One case that nobody has a reason to open: nobody's, as if a caseworker had opened it. */
async function addCanary(members: readonly DemoMember[], today: Date): Promise<void> {
  const keeper = members.find(({ roles }) => roles.includes('custodian'));
  const worker = members.find(
    ({ organisation, roles }) => organisation === keeper?.organisation && roles.includes('caseworker'),
  );
  if (!keeper || !worker) throw new Error('Nobody keeps the alarm case.');
  const form = { fullName: 'Persona Fiktive', worker: worker.signedIn.actor.id, assigned: false };
  await onOrganisation(keeper.signedIn, 'keepCanaries', today, (uow) => makeCanary(uow, form));
}

/** One organisation's cases, spread over the quarters. Where nobody withdraws, a packet waits in the commission's inbox. */
async function fill(
  team: Team,
  { first, count, withdraws }: { first: number; count: number; withdraws: boolean },
  commission: DemoCommission,
  today: Date,
): Promise<void> {
  const luck = dice(count);
  let applications = 0;
  let referred: DemoCase | undefined;
  const drafting: DemoCase[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const openedOn = daysAfter(today, -DAYS + Math.floor((turn / count) * (DAYS - 20)) + luck.below(15));
    const opened = await workOnCase(team, first + turn, openedOn, today, luck);
    if (!opened.applies) continue;
    const stage = stageOf(applications, openedOn, today);
    await apply(team, opened, stage, commission, today, luck);
    if (stage === 'referred') referred = opened;
    if (stage === 'drafting') drafting.push(opened);
    applications += 1;
  }
  await addExtras(team, { drafting, referred: withdraws ? referred : undefined }, today);
}

/** Every stage in turn, as far as the case is old enough. A packet takes a second to print: one application in three has one. */
function stageOf(application: number, openedOn: Date, today: Date): Stage {
  const early = STAGES.indexOf('frozen');
  if (openedOn > daysAfter(today, -75)) return STAGES[application % 2] ?? 'drafting';
  if (application % 3 !== 0) return STAGES[application % early] ?? 'drafting';
  const late = openedOn < daysAfter(today, -150) ? STAGES.length : STAGES.indexOf('registered') + 1;
  return STAGES[early + (Math.floor(application / 3) % (late - early))] ?? 'frozen';
}

function teamOf(members: readonly DemoMember[]): Team {
  const all = (role: Role) => members.filter((member) => member.roles.includes(role)).map(({ signedIn }) => signedIn);
  const [supervisor] = all('supervisor');
  const [opener] = all('caseworker');
  if (!supervisor || !opener) throw new Error('An organisation with cases needs a supervisor and a caseworker.');
  const [lawyer = null, second = null] = all('legal_officer');
  const [counsellor = null] = all('counsellor');
  return { opener, supervisor, lawyer, reviewer: second, counsellor, capabilities: members[0]?.capabilities ?? [] };
}

function commissionOf(members: readonly DemoMember[]): DemoCommission {
  const one = (role: Role) =>
    members.find((member) => member.organisation === 'commission' && member.roles.includes(role))?.signedIn;
  const [secretary, reviewer, chair] = [one('secretary'), one('reviewer'), one('chair')];
  if (!secretary || !reviewer || !chair) throw new Error('The commission is not complete.');
  return { secretary, reviewer, chair };
}
