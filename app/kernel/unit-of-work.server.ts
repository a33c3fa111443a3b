import { clientFor } from '#app/platform/db/clients.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { ACTIONS, visibilityOf, type ActionDatabase, type ActionName, type Resource } from './actions.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';
import type { Actor, KeyRing, SessionSafe, SignedIn } from './actor.server.ts';
import { noteErased, tellOfCanaries } from './canaries.server.ts';
import { insertEvent, recordRefusal, type AuditRecord } from './audit.server.ts';
import type { Done, Redirect } from './audit-events.ts';
import { decide } from './authorize.server.ts';
import { ContentKeys } from './content-keys.server.ts';
import { isNotIntact } from '#app/platform/keys/not-intact.server.ts';
import { Conflict, Forbidden, Invalid, NotFound, ReadTooMuch } from './errors.ts';
import { valueOf, type Plaintext } from './plaintext.server.ts';
import { countReading, noteRefusedReading } from './reading-quota.server.ts';
import { Reads } from './reads.server.ts';
import { setActor } from './set-actor.server.ts';
import type { LoadedResource } from './resource.server.ts';
import { bindTransaction, unbindTransaction } from './transaction.server.ts';
import { failureOf, recordBroken, recordInvalid, recordOf, refusalOf } from './work-records.server.ts';

/** One transaction of one actor: what a use case is given instead of a database client. */
export interface UnitOfWork {
  readonly actor: Actor;
  readonly now: Date;
  readonly contentKeys: ContentKeys;
  /** The vaults of this sign-in, to be granted and renewed; content is reached through `contentKeys`. */
  readonly keys: KeyRing;
  /** The key under which this member's own drafts are sealed (32 bytes). */
  readonly draftKey: Buffer;
  /** Every vault and epoch that her sign-in opened, for granting them. */
  readonly vaults: readonly Vault[];
  /** What her session keeps sealed. It is not part of the transaction: what it holds must mean nothing without a row. */
  readonly safe: SessionSafe;
  /** Gives the value and records that it was read, and why, in this transaction's event. */
  reveal<Value extends string | Buffer>(plaintext: Plaintext<Value>, purpose: string): Value;
  reveal<Value extends string | Buffer>(plaintext: Plaintext<Value> | null, purpose: string): Value | null;
  /** Asks Cedar about a second action, on a resource whose facts were loaded here. No event of its own. */
  may(action: ActionName, resource: Resource): boolean;
  /** Done once the transaction is committed, before the answer; never when it is rolled back. */
  afterCommit(work: (member: SignedIn) => Promise<void>): void;
}

export interface Work {
  readonly action: ActionName;
  /** Loads the facts that Cedar decides on, inside the transaction. */
  readonly resource: (uow: UnitOfWork) => Promise<LoadedResource>;
  readonly now: Date;
  /** Answers when this member's form was posted before; nothing is done again, so no policy is asked again. */
  readonly replay?: (uow: UnitOfWork) => Promise<Done<Redirect> | null>;
}

const TIMEOUT_MS = 20_000;

/**
 * The waist: begins a transaction whose first statement says who acts, loads the resource's facts, lets Cedar decide, runs
 * the handler, records its event and commits. A refusal rolls back, is recorded on a second connection, and answers
 * NotFound when the actor may not even know of the resource, Forbidden when she may. Both take the same path.
 */
export async function withUnitOfWork<View>(
  signedIn: SignedIn,
  work: Work,
  handler: (uow: UnitOfWork) => Promise<Done<View>>,
): Promise<View | Redirect> {
  const { actor } = signedIn;
  let asked: LoadedResource | undefined;
  let shown: Reads | undefined;
  let erased: string | undefined;
  try {
    const given = await inTransaction(
      signedIn,
      ACTIONS[work.action].database,
      work.now,
      async (uow, reads, transaction) => {
        shown = reads;
        asked = await work.resource(uow);
        const replayed = await work.replay?.(uow);
        if (!replayed) authorize(actor, work.action, asked);
        const { view, event } = replayed ?? (await handler(uow));
        await insertEvent(transaction, {
          ...recordOf(work, actor, asked, event),
          detail: { ...event.detail, ...reads.summary() },
        });
        for (const refused of event.refused ?? [])
          await insertEvent(transaction, refusalOf(work, actor, asked, new NotFound(), refused));
        if (reads.any) await countReads(transaction, work, actor, asked, reads);
        lookedInto(reads, asked, event, work);
        if (event.type === 'erasure.done') erased = asked.resource.id;
        return view;
      },
    );
    await tellOfCanaries(actor, work.now, shown?.subjects);
    if (erased) await noteErased(erased, work.now);
    return given;
  } catch (failure) {
    const error = await countedWith(failure, signedIn, work, asked, shown);
    if (error instanceof NotFound || error instanceof Forbidden) {
      await recordRefusal(refusalOf(work, actor, asked, error));
    }
    // A conflict shows what somebody else wrote, though nothing is saved: that was a read, and it outlives the rollback.
    if (error instanceof Conflict)
      await recordRefusal(failureOf('form.conflict', refusalOf(work, actor, asked, error), shown));
    if (isNotIntact(error)) await recordBroken(refusalOf(work, actor, asked, error), error.name);
    if (error instanceof Invalid) await recordInvalid(work, actor, asked, error, shown);
    if (error instanceof ReadTooMuch) await recordTooMuch(signedIn, refusalOf(work, actor, asked, error));
    throw error;
  }
}

/** Whose work a case is can be settled without a look into it. A form posted twice does nothing. */
const WITHOUT_A_LOOK: readonly string[] = ['case.assigned', 'case.unassigned', 'case.handed_over', 'form.repeated'];

/**
 * Where something was opened, the case that it was about was; and so it was where a form did something to a case. Else a canary
 * would be told by what a total leaves out, or erased, with nobody told. Only forms can be posted twice, so only they have a `replay`.
 */
function lookedInto(reads: Reads, asked: LoadedResource, event: Done<unknown>['event'], { replay }: Work): void {
  if (event.type === 'group_session.recorded') for (const caseId of event.detail.cases) reads.look(caseId);
  const acted = event.type === 'glass.broken' || (replay !== undefined && !WITHOUT_A_LOOK.includes(event.type));
  if (!reads.any && !acted) return;
  if (asked.resource.type === 'Case') reads.look(asked.resource.id);
  if (event.caseId) reads.look(event.caseId);
}

/** Throws ReadTooMuch, which undoes everything; the auditor sees when it was unusually much. */
async function countReads(
  transaction: Prisma.TransactionClient,
  work: Work,
  actor: Actor,
  asked: LoadedResource,
  reads: Reads,
): Promise<void> {
  const { passed } = await countReading(transaction, work.now, reads.count);
  for (const { type, opened } of passed) {
    const record = refusalOf(work, actor, asked, new ReadTooMuch());
    await insertEvent(transaction, { ...record, type, outcome: 'done', detail: { opened } });
  }
}

/** What a refused form shows counts as well, though its transaction is undone. Answers the error to go on with. */
async function countedWith(
  failure: unknown,
  signedIn: SignedIn,
  work: Work,
  asked: LoadedResource | undefined,
  shown: Reads | undefined,
): Promise<unknown> {
  const shows = failure instanceof Conflict || failure instanceof Invalid;
  if (!shows || !asked || !shown?.any) return failure;
  try {
    await inTransaction(signedIn, 'app', work.now, (_, __, transaction) =>
      countReads(transaction, work, signedIn.actor, asked, shown),
    );
    await tellOfCanaries(signedIn.actor, work.now, shown.subjects);
    return failure;
  } catch (error) {
    if (error instanceof ReadTooMuch) return error;
    throw error;
  }
}

async function recordTooMuch(signedIn: SignedIn, record: AuditRecord): Promise<void> {
  const opened = await inTransaction(signedIn, 'app', record.at, (_, __, transaction) =>
    noteRefusedReading(transaction, record.at),
  );
  await recordRefusal({ ...record, type: 'reading.refused', detail: { opened } });
}

function authorize(actor: Actor, action: ActionName, { resource, found }: LoadedResource): void {
  const allowed = decide(actor, action, resource).allowed;
  const visible = allowed || decide(actor, visibilityOf(action), resource).allowed;
  if (!found || !visible) throw new NotFound();
  if (!allowed) throw new Forbidden();
}

/** Opens the transaction itself. Exported for the kernel's own tests and for commands that act without a route. */
export async function inTransaction<Result>(
  member: SignedIn,
  database: ActionDatabase,
  now: Date,
  use: (uow: UnitOfWork, reads: Reads, transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  const afterwards: AfterCommit[] = [];
  const result = await clientFor(database).$transaction(
    async (transaction) => {
      await setActor(transaction, member.actor);
      const reads = new Reads();
      const uow = new ActorUnitOfWork(member, now, reads, afterwards);
      bindTransaction(uow, transaction);
      try {
        return await use(uow, reads, transaction);
      } finally {
        unbindTransaction(uow);
      }
    },
    { timeout: TIMEOUT_MS, maxWait: 10_000 },
  );
  for (const work of afterwards) await work(member);
  return result;
}

type AfterCommit = Parameters<UnitOfWork['afterCommit']>[0];

class ActorUnitOfWork implements UnitOfWork {
  readonly actor: Actor;
  readonly now: Date;
  readonly keys: KeyRing;
  readonly draftKey: Buffer;
  readonly vaults: readonly Vault[];
  readonly safe: SessionSafe;
  readonly contentKeys: ContentKeys;
  readonly #reads: Reads;
  readonly #afterwards: AfterCommit[];

  constructor({ actor, keys, safe }: SignedIn, now: Date, reads: Reads, afterwards: AfterCommit[]) {
    this.actor = actor;
    this.now = now;
    this.keys = keys;
    this.draftKey = keys.draftKey();
    this.vaults = keys.vaults();
    this.safe = safe;
    this.#reads = reads;
    this.#afterwards = afterwards;
    this.contentKeys = new ContentKeys(this, keys);
  }

  reveal<Value extends string | Buffer>(plaintext: Plaintext<Value>, purpose: string): Value;
  reveal<Value extends string | Buffer>(plaintext: Plaintext<Value> | null, purpose: string): Value | null;
  reveal<Value extends string | Buffer>(plaintext: Plaintext<Value> | null, purpose: string): Value | null {
    if (!plaintext) return null;
    this.#reads.add(plaintext, purpose);
    return valueOf(plaintext);
  }

  may(action: ActionName, resource: Resource): boolean {
    return decide(this.actor, action, resource).allowed;
  }

  afterCommit(work: AfterCommit): void {
    this.#afterwards.push(work);
  }
}
