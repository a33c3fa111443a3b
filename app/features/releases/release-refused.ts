export type RefusalReason =
  | 'release_not_due'
  | 'release_not_ended'
  | 'release_built'
  | 'release_out_of_order'
  | 'release_nothing_to_count'
  | 'release_not_approved';

/** Why a release is not built; nothing was written. `missing`: organisations that have not approved their totals. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused';
  readonly reason: RefusalReason;
  readonly missing: readonly string[];

  constructor(reason: RefusalReason, missing: readonly string[] = []) {
    super(`The release is not built: ${reason}.`);
    this.reason = reason;
    this.missing = missing;
  }
}
