import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificateProblems, certificateProblemsOf } from '../../../scripts/doctor/certificate.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'linden-certificate-'));
const file = (name: string) => path.join(folder, name);
const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function certificate(name: string, host: string, days: number): void {
  openssl(
    'req',
    ...KEY,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
    '-subj',
    `/CN=${host}`,
    '-addext',
    `subjectAltName=DNS:${host}`,
  );
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-copy_extensions',
    'copy',
    '-days',
    String(days),
    '-out',
    `${name}.pem`,
  );
}

beforeAll(() => {
  openssl('req', '-x509', ...KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=An authority', '-days', '400');
  certificate('good', 'localhost', 90);
  certificate('other', 'elsewhere.example', 90);
  certificate('ending', 'localhost', 3);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the doctor says of a proxy with this certificate; `ca: undefined` = with the authorities that Node has. */
async function said(
  name: string,
  {
    ca = readFileSync(file('ca.pem'), 'utf8') as string | null,
    ...options
  }: Omit<TlsOptions, 'ca'> & { ca?: string | null } = {},
) {
  const key = readFileSync(file(`${name}.key`));
  const server = createServer({ key, cert: readFileSync(file(`${name}.pem`)), minVersion: 'TLSv1.2', ...options });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await certificateProblems({ host: 'localhost', port, ...(ca ? { ca } : {}) });
  } finally {
    server.close();
  }
}

describe('https at the public address', () => {
  test('is well with a trusted certificate of its name and TLS from 1.2 on', async () => {
    expect(await said('good')).toEqual([]);
    expect(await certificateProblemsOf('http://localhost:3000')).toEqual([]);
  });

  test('is not with an authority that nobody trusts, nor with another name', async () => {
    expect(await said('good', { ca: null })).toEqual([expect.stringContaining('UNABLE_TO_VERIFY_LEAF_SIGNATURE')]);
    expect(await said('other')).toEqual([expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID')]);
  });

  test('is not when the certificate ends soon, or nobody answers', async () => {
    expect(await said('ending')).toEqual([expect.stringContaining('ends in 2 days')]);
    expect(await certificateProblems({ host: 'localhost', port: 1 })).toEqual([
      expect.stringContaining('ECONNREFUSED'),
    ]);
  });

  test('is not when TLS 1.1 is still spoken', async () => {
    const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    expect(await said('good', old)).toEqual([expect.stringContaining('still speaks TLSv1.1')]);
  });
});
