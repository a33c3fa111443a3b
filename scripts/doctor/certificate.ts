import { connect, type ConnectionOptions, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';

const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

interface Asked {
  host: string;
  port: number;
  /** instead of the authorities that Node has */
  ca?: string;
  now?: Date;
}

/**
 * What is wrong with https at the public address, seen as a stranger's browser would: a certificate that is not trusted, is of
 * another name or ends soon, and versions of TLS before 1.2. Contacts that address and nothing else.
 */
export async function certificateProblems({ host, port, ca, now = new Date() }: Asked): Promise<string[]> {
  const options: ConnectionOptions = { host, port, servername: host, ...(ca ? { ca } : {}) };
  const found = await greet({ ...options, minVersion: 'TLSv1.2' }, (socket) => socket.getPeerCertificate(true));
  if (found instanceof Error) {
    const code = (found as { code?: string }).code ?? found.name;
    return [`https at ${host} is not trusted or does not answer (${code}): a browser would warn or refuse.`];
  }
  const problems: string[] = [];
  const days = Math.floor((Date.parse((found as DetailedPeerCertificate).valid_to) - now.getTime()) / DAY_MS);
  if (days < SOON_DAYS) problems.push(`The certificate of ${host} ends in ${days} days: is it renewed by a timer?`);
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const spoken = await greet({ ...options, ...old, rejectUnauthorized: false }, (socket) => socket.getProtocol());
  if (typeof spoken === 'string') problems.push(`${host} still speaks ${spoken}: ssl_protocols TLSv1.2 TLSv1.3.`);
  return problems;
}

/** Of plain http, which is for localhost, there is nothing to ask. */
export function certificateProblemsOf(origin: string): Promise<string[]> {
  const { protocol, hostname, port } = new URL(origin);
  if (protocol !== 'https:') return Promise.resolve([]);
  return certificateProblems({ host: hostname, port: Number(port || 443) });
}

function greet<Told>(options: ConnectionOptions, ask: (socket: TLSSocket) => Told): Promise<Told | Error> {
  return new Promise((resolve) => {
    const socket = connect({ ...options, timeout: 5_000 }, () => {
      resolve(ask(socket));
      socket.destroy();
    });
    socket.once('error', resolve);
    socket.once('timeout', () => {
      resolve(new Error('timeout'));
      socket.destroy();
    });
  });
}
