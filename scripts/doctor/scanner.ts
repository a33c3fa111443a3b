import { scanWithClamd, versionOfClamd, type Scan } from '#app/platform/scanner/clamd.server.ts';

/** The harmless text that every scanner knows as harmful (https://www.eicar.org), in two parts so that this file is none. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** What is wrong with the scanner of files: it does not answer, or it does not know what it must. Nothing when none is set. */
export async function scannerProblems(socketPath: string | null): Promise<string[]> {
  if (!socketPath) return [];
  try {
    const version = await versionOfClamd(socketPath);
    const [harmful, harmless]: Scan[] = [
      await scanWithClamd(socketPath, Buffer.from(EICAR)),
      await scanWithClamd(socketPath, Buffer.from('plain words')),
    ];
    if (harmful === 'harmful' && harmless === 'clean') return [];
    return [`${version} does not know the test file of EICAR. Are its signatures there (freshclam)?`];
  } catch (error) {
    return [`LINDEN_CLAMD: ${error instanceof Error ? error.message : String(error)}`];
  }
}
