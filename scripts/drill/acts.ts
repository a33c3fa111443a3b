import { randomBytes, randomUUID } from 'node:crypto';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { unlockMember } from '#app/features/members/unlock-member.server.ts';
import { actAs } from '#app/features/members/act-as.server.ts';
import { openVault } from '#app/platform/keys/vault.server.ts';
import { ACTS, PASSWORD } from './acts-cast.ts';
import { killAfter, Place, said, startVictim, type Victim } from './place.ts';

export interface ActsDrill {
  kills: number;
  ofPostgres: number;
  /** acts that were acknowledged before a kill; all of them are still done */
  erasures: number;
  renewals: number;
  /** kills that met an act which was neither acknowledged nor untouched: it was found whole or not there */
  unanswered: number;
  /** what was half done, or acknowledged and lost; empty */
  problems: string[];
}

interface Options {
  kills?: number;
  /** every so many-th kill is of PostgreSQL */
  postgresEach?: number;
}

/**
 * Kills (-9) the process that erases cases and gives a colleague new keys, or PostgreSQL under it, at random moments. After
 * each kill every case is whole or erased, the colleague opens her vaults with her old or with her new password and never with
 * both or none, and nothing that was acknowledged is lost.
 */
export async function drillActs({ kills = 50, postgresEach = 3 }: Options = {}): Promise<ActsDrill> {
  const drill: ActsDrill = { kills: 0, ofPostgres: 0, erasures: 0, renewals: 0, unanswered: 0, problems: [] };
  const place = await Place.make();
  try {
    const memberId = await provision();
    const before = await actAs(ACTS.lawyer, PASSWORD);
    const subject = { kind: 'case', id: randomUUID() };
    const key = randomBytes(32);
    const wrapped = before.keys.current('legal')!.wrapContentKey(subject, key);
    const opens = async (password: string): Promise<boolean> => {
      const unlocked = await unlockMember(ACTS.lawyer, password);
      const seed = unlocked?.secrets.get('legal#1');
      if (!unlocked || !seed) return false;
      const vault = openVault(
        { organisationId: unlocked.account.organisation_id, compartment: 'legal', epoch: 1 },
        seed,
      );
      return vault.unwrapContentKey(subject, wrapped).equals(key);
    };
    let password = PASSWORD;
    // How long two erasures and a renewal take here: the first victim is killed after them.
    let round = Infinity;
    while (drill.kills < kills) {
      const ofPostgres = (drill.kills + 1) % postgresEach === 0;
      const victim = startVictim('acts-child.ts', [JSON.stringify({ memberId })]);
      await said(victim, 'ready');
      const wait = round === Infinity ? 0 : Math.random() * 1.5 * round;
      if (round === Infinity) round = await durationOf(victim);
      if (!(await killAfter(victim, wait, ofPostgres ? place : null))) continue;
      drill.kills += 1;
      drill.ofPostgres += ofPostgres ? 1 : 0;
      const heard = hear(victim);
      await lookAtCases(place, heard, drill);
      password = await lookAtMember(heard, password, opens, drill);
    }
    return drill;
  } finally {
    await place.remove();
  }
}

async function durationOf(victim: Victim): Promise<number> {
  const started = performance.now();
  while (hear(victim).renewals === 0) {
    if (victim.process.exitCode !== null) throw new Error(victim.lines().join('\n'));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - started;
}

async function provision(): Promise<string> {
  const member = (email: string, role: 'caseworker' | 'supervisor' | 'custodian' | 'legal_officer') => ({
    ...{ name: email, email, password: PASSWORD, roles: [role], language: 'en' },
  });
  const members = [
    member(ACTS.caseworker, 'caseworker'),
    member(ACTS.supervisor, 'supervisor'),
    member(ACTS.custodian, 'custodian'),
    member(ACTS.lawyer, 'legal_officer'),
  ];
  const names = { name: 'Drill', shortName: 'drill', capabilities: ['psychosocial', 'legal_aid'] };
  const made = await provisionOrganisation({ kind: 'cso', ...names, members }, new Date());
  return made.members.find(({ email }) => email === ACTS.lawyer)!.id;
}

interface Heard {
  opened: string[];
  erasing: string[];
  erased: Set<string>;
  renewing: string | undefined;
  renewed: string | undefined;
  renewals: number;
}

function hear(victim: Victim): Heard {
  const after = (word: string) =>
    victim.lines().flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  return {
    opened: after('opened'),
    erasing: after('erasing'),
    erased: new Set(after('erased')),
    renewing: after('renewing').at(-1),
    renewed: after('renewed').at(-1),
    renewals: after('renewed').length,
  };
}

async function lookAtCases(place: Place, heard: Heard, drill: ActsDrill): Promise<void> {
  drill.erasures += heard.erased.size;
  const rows = await place.sql(
    `SELECT c.id, c.erased_on IS NOT NULL AS closed,
       (SELECT count(*) FROM keys.content_key k WHERE k.subject_id = c.id)::int AS keys,
       (SELECT count(*) FROM casework.erasure e WHERE e.case_id = c.id AND e.state = 'erased')::int AS decisions,
       (SELECT count(*) FROM audit.event a WHERE a.case_id = c.id AND a.type = 'erasure.done')::int AS events
     FROM casework.case_file c WHERE c.id = ANY ($1)`,
    [heard.opened],
  );
  if (rows.length < heard.opened.length) drill.problems.push(`${heard.opened.length - rows.length} cases are lost`);
  for (const { id, closed, keys, decisions, events } of rows as Record<string, unknown>[]) {
    const erased = closed === true && keys === 0 && decisions === 1 && events === 1;
    const whole = closed === false && Number(keys) > 0 && decisions === 0 && events === 0;
    if (!erased && !whole)
      drill.problems.push(`${String(id)} is half erased: ${JSON.stringify({ closed, keys, decisions, events })}`);
    if (!erased && heard.erased.has(String(id)))
      drill.problems.push(`the erasure of ${String(id)} was acknowledged and is lost`);
    if (heard.erasing.includes(String(id)) && !heard.erased.has(String(id))) drill.unanswered += 1;
  }
}

/** Answers the password that holds now. */
async function lookAtMember(
  heard: Heard,
  before: string,
  opens: (password: string) => Promise<boolean>,
  drill: ActsDrill,
): Promise<string> {
  drill.renewals += heard.renewals;
  const acknowledged = heard.renewed ?? before;
  if (heard.renewing === undefined || heard.renewing === heard.renewed) {
    if (!(await opens(acknowledged))) drill.problems.push('an acknowledged password opens nothing');
    return acknowledged;
  }
  drill.unanswered += 1;
  const [old, young] = [await opens(acknowledged), await opens(heard.renewing)];
  if (old === young) drill.problems.push(`a colleague has ${old ? 'two passwords' : 'none'}`);
  return young ? heard.renewing : acknowledged;
}
