import { randomBytes } from 'node:crypto';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hpkeSeal } from '#app/platform/crypto/hpke.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { verifyEntry } from '#app/platform/keys/directory.server.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';
import type { KeyRing } from './actor.server.ts';
import { COUNTERPART, type SubjectKind } from './column-register.ts';
import { Forbidden, Unavailable } from './errors.ts';
import { transactionOf } from './transaction.server.ts';
import type { UnitOfWork } from './unit-of-work.server.ts';

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
  /** the organisation that wrote the content */
  readonly organisationId: string;
}

/** `epoch` is the one that fields are bound to; it stays when the key is wrapped anew. */
export interface ContentKey {
  readonly key: Buffer;
  readonly epoch: number;
}

const KEY_BYTES = 32;

/** The content keys that one unit of work has unwrapped, by subject and compartment. */
export class ContentKeys {
  readonly #uow: UnitOfWork;
  readonly #ring: KeyRing;
  readonly #known = new Map<string, ContentKey>();

  constructor(uow: UnitOfWork, ring: KeyRing) {
    this.#uow = uow;
    this.#ring = ring;
  }

  /** The key of a subject. Throws NotFound-like DecryptionError when there is none, Forbidden without the vault. */
  async get(subject: Subject, compartment: string): Promise<ContentKey> {
    await this.load([subject], compartment);
    const key = this.#known.get(nameOf(subject.id, compartment));
    if (!key) throw new DecryptionError();
    return key;
  }

  /** Unwraps the keys of many subjects with one query; those without a key are left out. */
  async load(subjects: readonly Subject[], compartment: string): Promise<void> {
    const missing = subjects.filter((subject) => !this.#known.has(nameOf(subject.id, compartment)));
    const own = missing.filter((subject) => subject.organisationId === this.#uow.actor.organisationId);
    const received = missing.filter((subject) => subject.organisationId !== this.#uow.actor.organisationId);
    if (own.length > 0) await this.#loadOwn(own, compartment);
    for (const subject of received) await this.#loadReceived(subject, compartment);
  }

  /** The key of a subject of the actor's own organisation, made now when it has none yet. */
  async getOrCreate(subject: Subject, compartment: string): Promise<ContentKey> {
    await this.load([subject], compartment);
    const known = this.#known.get(nameOf(subject.id, compartment));
    if (known) return known;
    if (subject.organisationId !== this.#uow.actor.organisationId) throw new Forbidden();
    const vault = await this.#vaultForNew(subject, compartment);
    const key = randomBytes(KEY_BYTES);
    const created = await transactionOf(this.#uow).content_key.createMany({
      data: [
        {
          organisation_id: subject.organisationId,
          subject_kind: subject.kind,
          subject_id: subject.id,
          compartment: vault.id.compartment,
          epoch: vault.id.epoch,
          content_epoch: vault.id.epoch,
          wrapped_key_ct: vault.wrapContentKey(subject, key),
          created_at: this.#uow.now,
        },
      ],
      skipDuplicates: true,
    });
    // Somebody made it in the meantime: hers is the one that counts.
    if (created.count === 0) return this.get(subject, compartment);
    return this.#remember(subject, compartment, { key, epoch: vault.id.epoch });
  }

  /**
   * A key for a new subject that somebody else's right will store: known to this unit of work, so that its fields can be
   * sealed. Answers what the row needs.
   */
  async makeApart(subject: Subject, compartment: string): Promise<{ epoch: number; wrapped: Buffer<ArrayBuffer> }> {
    const vault = await this.#vaultForNew(subject, compartment);
    const key = randomBytes(KEY_BYTES);
    this.#remember(subject, compartment, { key, epoch: vault.id.epoch });
    return { epoch: vault.id.epoch, wrapped: vault.wrapContentKey(subject, key) };
  }

  /**
   * Hands the key of a subject to another organisation: sealed to its vault's public key, whose directory entry is
   * verified first. `mayHave`: the receiver may have this key already, and then keeps it; otherwise sealing it twice fails.
   */
  async sealTo(
    subject: Subject,
    compartment: string,
    recipientId: string,
    recipientCompartment: string,
    { mayHave = false }: { mayHave?: boolean } = {},
  ): Promise<void> {
    const { key, epoch } = await this.getOrCreate(subject, compartment);
    const vault = await newestVault(this.#uow, recipientId, recipientCompartment);
    if (!vault) throw new Unavailable();
    await verifyEntry(
      await keyModule(),
      {
        kind: 'vault',
        organisationId: recipientId,
        compartment: recipientCompartment,
        epoch: vault.epoch,
        publicKey: vault.public_key,
      },
      vault.entry_version,
      vault.entry_signature,
    );
    const info = sealInfo(subject, recipientId, recipientCompartment);
    await transactionOf(this.#uow).sealed_key.createMany({
      data: [
        {
          organisation_id: subject.organisationId,
          recipient_organisation_id: recipientId,
          subject_kind: subject.kind,
          subject_id: subject.id,
          compartment: recipientCompartment,
          epoch: vault.epoch,
          content_epoch: epoch,
          sealed_key_ct: await hpkeSeal(vault.public_key, info, key),
          created_at: this.#uow.now,
        },
      ],
      skipDuplicates: mayHave,
    });
  }

  /** The vault that a new key goes under. A sign-in from before it was renewed makes none: they would bring the old epoch back. */
  async #vaultForNew(subject: Subject, compartment: string): Promise<Vault> {
    const vault = this.#ring.current(this.#vaultOf(compartment));
    if (!vault) throw new Forbidden();
    const newest = await newestVault(this.#uow, subject.organisationId, vault.id.compartment);
    if (newest?.epoch !== vault.id.epoch) throw new Unavailable();
    return vault;
  }

  /** The commission keeps what a CSO calls `legal` in its `review` vault, and `identity` in `identity_sheet`. */
  #vaultOf(compartment: string): string {
    return this.#uow.actor.organisationKind === 'commission' ? (COUNTERPART[compartment] ?? compartment) : compartment;
  }

  async #loadOwn(subjects: readonly Subject[], compartment: string): Promise<void> {
    const vaultName = this.#vaultOf(compartment);
    if (!this.#ring.holds(vaultName)) throw new Forbidden();
    const rows = await transactionOf(this.#uow).content_key.findMany({
      where: {
        organisation_id: this.#uow.actor.organisationId,
        subject_id: { in: subjects.map(({ id }) => id) },
        compartment: vaultName,
      },
    });
    for (const row of rows) {
      const vault = this.#ring.vault(row.compartment, row.epoch);
      if (!vault) throw new Unavailable();
      const key = vault.unwrapContentKey({ kind: row.subject_kind, id: row.subject_id }, row.wrapped_key_ct);
      this.#remember({ id: row.subject_id }, compartment, { key, epoch: row.content_epoch });
    }
  }

  async #loadReceived(subject: Subject, compartment: string): Promise<void> {
    const vaultName = this.#vaultOf(compartment);
    if (!this.#ring.holds(vaultName)) throw new Forbidden();
    const row = await transactionOf(this.#uow).sealed_key.findUnique({
      where: {
        subject_id_recipient_organisation_id_compartment: {
          subject_id: subject.id,
          recipient_organisation_id: this.#uow.actor.organisationId,
          compartment: vaultName,
        },
      },
    });
    if (!row || row.organisation_id !== subject.organisationId) return;
    const vault = this.#ring.vault(vaultName, row.epoch);
    if (!vault) throw new Unavailable();
    const key = await vault.openSealed(sealInfo(subject, this.#uow.actor.organisationId, vaultName), row.sealed_key_ct);
    this.#remember(subject, compartment, { key, epoch: row.content_epoch });
  }

  #remember(subject: { id: string }, compartment: string, key: ContentKey): ContentKey {
    this.#known.set(nameOf(subject.id, compartment), key);
    return key;
  }
}

/**
 * The newest epoch of a vault, which stays the newest until this transaction ends: closing an older epoch waits for
 * everybody who is making a key or sealing one (`lockVaultAlone`).
 */
async function newestVault(uow: UnitOfWork, organisationId: string, compartment: string) {
  await transactionOf(uow)
    .$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${vaultLock(organisationId, compartment)}, 0))`;
  return transactionOf(uow).vault.findFirst({
    where: { organisation_id: organisationId, compartment },
    orderBy: { epoch: 'desc' },
  });
}

/** Waits until nobody is making keys of a vault of the actor's organisation; until the transaction ends nobody begins to. */
export async function lockVaultAlone(uow: UnitOfWork, compartment: string): Promise<void> {
  await transactionOf(uow)
    .$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${vaultLock(uow.actor.organisationId, compartment)}, 0))`;
}

function vaultLock(organisationId: string, compartment: string): string {
  return `linden/vault/${organisationId}/${compartment}`;
}

function nameOf(subjectId: string, compartment: string): string {
  return `${subjectId}/${compartment}`;
}

/** What a key sealed across organisations is bound to. */
export function sealInfo(subject: Subject, recipientId: string, compartment: string): Uint8Array {
  return lengthPrefixed(
    'linden/sealed-key',
    subject.organisationId,
    subject.kind,
    subject.id,
    recipientId,
    compartment,
  );
}
