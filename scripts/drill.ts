/**
 * Attacks and kills against throw-away databases of its own, and a table of what came of them. `npm run drill`, or some of it:
 * `npm run drill -- substitution kills acts recovery log rewrap`; `-- --quick` with a tenth of the numbers.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import type { Redirect } from '#app/kernel/audit-events.ts';
import type { Role } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { Place } from './drill/place.ts';

interface Figure {
  name: string;
  figure: string;
  goal: string;
  met: boolean;
}

const quick = process.argv.includes('--quick');
const times = (count: number) => (quick ? Math.ceil(count / 10) : count);

const DRILLS: Record<string, () => Promise<Figure[]>> = {
  substitution: () => inPlace(substitution),
  kills,
  acts,
  recovery: () => inPlace(recovery),
  log: () => inPlace(log),
  rewrap: () => inPlace(rewrap),
};

/** A database writer plants a public key; beside it the same with rows that are believed without their signature. */
async function substitution(place: Place): Promise<Figure[]> {
  const { trySubstitutions } = await import('./drill/substitution.ts');
  const cso = await organisation('cso', ['custodian', 'caseworker', 'legal_officer']);
  const commission = await organisation('commission', ['custodian']);
  const caseId = await openFor(cso.emails.legal_officer!);
  const subject = { kind: 'case' as const, id: caseId, organisationId: cso.id };
  const ground = {
    superuser: place.superuser,
    custodian: { email: cso.emails.custodian!, password: PASSWORD },
    memberId: cso.members.caseworker!,
    compartment: 'identity',
    sender: { email: cso.emails.legal_officer!, password: PASSWORD, subject, compartment: 'identity' },
    recipient: { organisationId: commission.id, compartment: 'identity_sheet' },
  };
  const strict = await trySubstitutions(ground, times(500));
  const trusting = await trySubstitutions(ground, 16, true);
  return [
    figure('a planted public key', `${strict.seals} seals in ${strict.tried} tries`, '0 seals', strict.seals === 0),
    figure(
      '… rows believed unsigned',
      `${trusting.seals} seals in ${trusting.tried}`,
      'all: the attack works',
      trusting.seals === trusting.tried,
    ),
  ];
}

async function kills(): Promise<Figure[]> {
  const { drillRotation } = await import('./drill/rotation.ts');
  const drill = await drillRotation({ kills: times(60), keys: 2_000 });
  const about = `${drill.kills} kills (${drill.ofPostgres} of PostgreSQL), ${drill.inBetween} half way`;
  return [
    figure(
      'killed while wrapping anew',
      `${about}, ${drill.problems.length} problems`,
      '0 problems',
      drill.consistent,
      drill.problems,
    ),
  ];
}

async function acts(): Promise<Figure[]> {
  const { drillActs } = await import('./drill/acts.ts');
  const drill = await drillActs({ kills: times(60) });
  const about = `${drill.kills} kills (${drill.ofPostgres} of PostgreSQL), ${drill.erasures} erasures and ${drill.renewals} renewals acknowledged, ${drill.unanswered} unanswered`;
  const met = drill.problems.length === 0 && drill.erasures > 0 && drill.renewals > 0;
  return [
    figure(
      'killed while erasing, renewing',
      `${about}, ${drill.problems.length} problems`,
      '0 problems',
      met,
      drill.problems,
    ),
  ];
}

async function recovery(): Promise<Figure[]> {
  const { recoveryDrills } = await import('./drill/recovery.ts');
  const { tried, worked } = await recoveryDrills(times(50));
  return [figure('recovered by code or two sheets', `${worked} of ${tried}`, 'all', worked === tried)];
}

async function log(): Promise<Figure[]> {
  const { drillAudit } = await import('./drill/audit.ts');
  const drill = await drillAudit({ inMemory: times(10_000), bySql: times(300), seed: 20261126 });
  const { tried, hashPerRow } = drill.planted;
  return [
    figure(
      'tampering with the log',
      `${drill.found} of ${drill.tried} found, clean ${drill.passedClean ? 'passes' : 'fails'}`,
      'all',
      drill.found === drill.tried && drill.passedClean,
      drill.escaped,
    ),
    figure('… a hash per row, no tree', `${hashPerRow} of ${tried} found`, 'most escape', hashPerRow < tried / 2),
  ];
}

async function rewrap(place: Place): Promise<Figure[]> {
  const { benchRotation } = await import('../tests/bench/rotation.ts');
  const [time] = await benchRotation(place.superuser);
  return [
    figure(
      'new keys for 10,000 cases',
      `${((time?.p50 ?? Infinity) / 1_000).toFixed(1)} s`,
      'under 10 s',
      (time?.p50 ?? Infinity) < 10_000,
    ),
  ];
}

const PASSWORD = 'a plain drill password';

async function organisation(kind: 'cso' | 'commission', roles: Role[]) {
  const mark = randomUUID().slice(0, 8);
  const members = roles.map((role) => ({
    name: role,
    email: `${role}.${mark}@drill.example`,
    password: PASSWORD,
    roles: [role],
    language: 'en',
  }));
  const plan = { kind, name: `Drill ${mark}`, shortName: `drill-${mark}`, capabilities: [], members };
  const made = await provisionOrganisation(plan, new Date());
  const by = (value: (member: (typeof made.members)[number]) => string) =>
    Object.fromEntries(made.members.map((member) => [member.roles[0]!, value(member)])) as Partial<
      Record<Role, string>
    >;
  return { id: made.organisationId, members: by(({ id }) => id), emails: by(({ email }) => email) };
}

/** A case of hers, whose key she could hand over. Answers its id. */
async function openFor(email: string): Promise<string> {
  const { actAs } = await import('#app/features/members/act-as.server.ts');
  const { openCase } = await import('#app/features/cases/open-case.server.ts');
  const { ownOrganisation } = await import('#app/kernel/resource.server.ts');
  const { withUnitOfWork } = await import('#app/kernel/unit-of-work.server.ts');
  const resource = (uow: UnitOfWork) => ownOrganisation.load(uow, {});
  const work = { action: 'openCase', resource, now: new Date() } as const;
  const opened = await withUnitOfWork(await actAs(email, PASSWORD), work, (uow) =>
    openCase(uow, { channel: 'phone', contact: 'fictional 000' }),
  );
  return (opened as Redirect).location.split('/')[2]!.replace(/[?].*/, '');
}

async function inPlace(drill: (place: Place) => Promise<Figure[]>): Promise<Figure[]> {
  const place = await Place.make();
  try {
    return await drill(place);
  } finally {
    await place.remove();
  }
}

function figure(name: string, text: string, goal: string, met: boolean, problems: readonly string[] = []): Figure {
  for (const problem of problems.slice(0, 10)) process.stderr.write(`  ${problem}\n`);
  return { name, figure: text, goal, met };
}

/** Each drill has a process of its own, because a process opens its keys once. */
function runApart(names: readonly string[]): boolean {
  const script = fileURLToPath(import.meta.url);
  const run = (name: string) =>
    spawnSync(process.execPath, [...process.execArgv, script, name, ...(quick ? ['--quick'] : [])], {
      stdio: 'inherit',
    });
  return names.map((name) => run(name).status === 0).every(Boolean);
}

async function run(name: string): Promise<boolean> {
  process.stderr.write(`${name} …\n`);
  const figures = await DRILLS[name]!();
  for (const { name: what, figure: text, goal, met } of figures)
    process.stdout.write(`${what.padEnd(34)} ${text}\n${''.padEnd(34)} goal: ${goal}: ${met ? 'met' : 'NOT MET'}\n`);
  return figures.every(({ met }) => met);
}

const named = Object.keys(DRILLS).filter((name) => process.argv.includes(name));
const chosen = named.length > 0 ? named : Object.keys(DRILLS);
const [only] = chosen;
process.exit((chosen.length === 1 ? await run(only!) : runApart(chosen)) ? 0 : 1);
