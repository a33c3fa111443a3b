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

  /** `secrets`: `compartment#epoch` → seed, and `draft` → the key of the member's own drafts. */
  constructor(organisationId: string, secrets: ReadonlyMap<string, Uint8Array>) {
    this.#draftKey = Buffer.from(secrets.get('draft') ?? []);
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

  draftKey(): Buffer {
    return this.#draftKey;
  }
}

/** An actor with her unlocked vaults, for as long as one request lasts. */
export interface SignedIn {
  readonly actor: Actor;
  readonly keys: KeyRing;
  readonly sessionId: string;
}
