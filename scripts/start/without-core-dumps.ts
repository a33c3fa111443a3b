/**
 * A program and its arguments for `spawn`, whose process can leave no core dump: what it has in memory would lie on the
 * disk, keys and pages alike. Node cannot set a limit, a shell can; it then becomes the program, under the same number.
 * Windows has no such limit. Where the kernel hands dumps to a program, see docs/operations.md.
 */
export function withoutCoreDumps(program: string, args: readonly string[]): [string, string[]] {
  if (process.platform === 'win32') return [program, [...args]];
  return ['/bin/sh', ['-c', 'ulimit -c 0 && exec "$0" "$@"', program, ...args]];
}
