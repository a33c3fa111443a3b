import { Invalid } from '#app/kernel/errors.ts';
import { env } from '#app/platform/env/env.server.ts';
import { log } from '#app/platform/log/log.server.ts';
import { ScannerError, scanWithClamd } from '#app/platform/scanner/clamd.server.ts';

/**
 * Asks the installation's scanner, if it has one, before anything is sealed: afterwards nobody but a reader's own device could.
 * Throws Invalid for a file that the scanner knows as harmful, and for one that it could not look at: it is then not taken.
 */
export async function lookForHarm(content: Uint8Array): Promise<void> {
  const { scanner } = env();
  if (!scanner) return;
  const found = await scanWithClamd(scanner, content).catch((error: unknown) => {
    if (!(error instanceof ScannerError)) throw error;
    log.error({ reason: error.message }, 'a file could not be scanned');
    return null;
  });
  if (found === null) throw new Invalid({ file: ['evidence:error.notScanned'] });
  if (found === 'harmful') {
    log.warn('the scanner refused a file');
    throw new Invalid({ file: ['evidence:error.harmful'] });
  }
}
