import { data } from '@remix-run/node';
import { log } from '#app/platform/log/log.server.ts';
import { isNotIntact } from '#app/platform/keys/not-intact.server.ts';
import { ReadTooMuch, statusOf } from './errors.ts';

/** The one place where an error becomes an answer: a status and a code, never a message of ours or of the database's. */
export async function answering<Result>(
  { context }: { context: { requestId: string } },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Response || isDataResponse(error)) throw error;
    const status = statusOf(error) ?? (isUnavailable(error) ? 503 : 500);
    if (status >= 500) logFailure(error, context.requestId);
    const code = codeOf(error) ?? CODES[status] ?? 'unexpected';
    throw data({ error: code, requestId: context.requestId }, { status });
  }
}

/** What its status alone does not say. */
function codeOf(error: unknown): string | undefined {
  if (isNotIntact(error)) return 'not_intact';
  return error instanceof ReadTooMuch ? 'read_too_much' : undefined;
}

const CODES: Record<number, string> = {
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  422: 'invalid',
  429: 'too_many',
  503: 'unavailable',
};

function isDataResponse(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { type?: unknown }).type === 'DataWithResponseInit';
}

/** The database does not answer: a pool that timed out, a refused or ended connection. */
function isUnavailable(error: unknown): boolean {
  // The pool's own error has a message and no code.
  if (error instanceof Error && error.message === 'timeout exceeded when trying to connect') return true;
  const code = (error as { code?: unknown } | null)?.code;
  return (
    typeof code === 'string' && ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'ECONNREFUSED'].includes(code)
  );
}

/** The name and place of a failure, never its message: messages of the database and of parsers can carry what was typed. */
function logFailure(error: unknown, requestId: string): void {
  const name = error instanceof Error ? error.name : typeof error;
  const code = (error as { code?: unknown } | null)?.code;
  const at = error instanceof Error ? framesOf(error) : undefined;
  const known = typeof code === 'string' ? code : undefined;
  log.error({ requestId, name, code: known, at, intact: !isNotIntact(error) }, 'request failed');
}

function framesOf(error: Error): string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames.slice(0, 6).map((line) => line.trim());
}
