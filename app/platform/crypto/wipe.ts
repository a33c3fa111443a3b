/**
 * Does the work and then overwrites the secrets with zeros, whatever happened. For buffers that nobody else holds; what
 * Node does not let go of is in docs/decisions/032-what-is-wiped-from-memory.md.
 */
export function wipedAfter<Result>(secrets: readonly Uint8Array[], work: () => Result): Result {
  try {
    return work();
  } finally {
    for (const secret of secrets) secret.fill(0);
  }
}
