import { openVault, type Vault } from '#app/platform/keys/vault.server.ts';
import type { OrganisationKind, Role } from './roles.ts';

/** Who acts: one member of one organisation, as the signed directory has her. */
export interface Actor {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  readonly organisationName: string;
  readonly capabilities: readonly string[];
  readonly roles: readonly Role[];
  readonly displayName: string;
  readonly language: string;
}

export function hasRole(actor: Actor, ...wanted: Role[]): boolean {
  return wanted.some((role) => actor.roles.includes(role));
}

/** The vaults that a sign-in opened, by compartment and epoch. */
export class KeyRing {
  readonly #vaults = new Map<string, Vault>();
  readonly #current = new Map<string, number>();
  readonly #draftKey: Buffer;
  readonly #factorKey: Buffer;

  /** `secrets`: `compartment#epoch` → seed, `draft` and `factors` → the keys of the member's own drafts and second factors. */
  constructor(organisationId: string, secrets: ReadonlyMap<string, Uint8Array>) {
    this.#draftKey = Buffer.from(secrets.get('draft') ?? []);
    this.#factorKey = Buffer.from(secrets.get('factors') ?? []);
    for (const [name, seed] of secrets) {
      const [compartment = '', epoch] = name.split('#');
      if (epoch === undefined) continue;
      this.#vaults.set(name, openVault({ organisationId, compartment, epoch: Number(epoch) }, seed));
      this.#current.set(compartment, Math.max(this.#current.get(compartment) ?? 0, Number(epoch)));
    }
  }

  holds(compartment: string): boolean {
    return this.#current.has(compartment);
  }

  vault(compartment: string, epoch: number): Vault | undefined {
    return this.#vaults.get(`${compartment}#${epoch}`);
  }

  /** The vault that new keys are wrapped under. */
  current(compartment: string): Vault | undefined {
    return this.vault(compartment, this.#current.get(compartment) ?? 0);
  }

  /** Every vault and epoch that this sign-in opened. */
  vaults(): Vault[] {
    return [...this.#vaults.values()];
  }

  /** A vault that was renewed after this sign-in, by the one who renewed it. */
  add(vault: Vault): void {
    const { compartment, epoch } = vault.id;
    this.#vaults.set(`${compartment}#${epoch}`, vault);
    this.#current.set(compartment, Math.max(this.#current.get(compartment) ?? 0, epoch));
  }

  draftKey(): Buffer {
    return this.#draftKey;
  }

  factorKey(): Buffer {
    return this.#factorKey;
  }
}

/**
 * What a session keeps for its member beside her keys, sealed as they are: a code that she has not written down yet. It
 * ends with the session.
 */
export interface SessionSafe {
  get(name: string): Buffer | undefined;
  put(name: string, value: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

/** An actor with her unlocked vaults, for as long as one request lasts. */
export interface SignedIn {
  readonly actor: Actor;
  readonly keys: KeyRing;
  readonly safe: SessionSafe;
  readonly sessionId: string;
  /** when she signed in, the same over renewals of the session; null where there is no session */
  readonly signedInAt: Date | null;
  readonly email: string;
  /** she has one, and showed it when she signed in */
  readonly secondFactor: boolean;
  /** when she last showed that it is her; sealed with the session */
  readonly steppedUpAt: Date | null;
  /** Seals more vault seeds (`compartment#epoch` → seed) into this session; absent where there is no session. */
  readonly remember?: (secrets: ReadonlyMap<string, Uint8Array>) => Promise<void>;
  /** she has proved that she wrote her recovery code down */
  readonly recoveryConfirmed: boolean;
}
