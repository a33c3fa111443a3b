import { randomUUID } from 'node:crypto';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { PASSWORD } from './world.ts';

/** The origin of tests/support/own-database.ts. */
export const ORIGIN = 'http://localhost:3000';

type Handler = (args: LoaderFunctionArgs & ActionFunctionArgs) => unknown;
export interface Answer {
  status: number;
  location: string | null;
  body: unknown;
}

export interface Asked {
  cookie?: string;
  params?: Record<string, string>;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
  body?: BodyInit;
  address?: string;
}

/** Asks a loader or an action as the server would, and reads its answer whether it was returned or thrown. */
export async function ask(
  handler: Handler,
  { cookie = '', params = {}, fields, headers = {}, body, address = '/page' }: Asked = {},
): Promise<Answer> {
  const posted = fields !== undefined || body !== undefined;
  const own: Record<string, string> = {
    Cookie: cookie,
    ...(posted ? { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' } : {}),
    ...headers,
  };
  const sent = new Headers(Object.entries(own).filter(([, value]) => value !== ''));
  const request = new Request(`${ORIGIN}${address}`, {
    method: posted ? 'POST' : 'GET',
    headers: sent,
    ...(posted ? { body: body ?? new URLSearchParams(fields) } : {}),
  });
  const context = { nonce: '', requestId: randomUUID(), clientAddress: '127.0.0.1', memo: new Map() };
  try {
    return read(await handler({ request, params, context } as never));
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return read(thrown);
  }
}

function read(answer: unknown): Answer {
  if (answer instanceof Response)
    return { status: answer.status, location: answer.headers.get('Location'), body: null };
  const wrapped = answer as { type?: string; data?: unknown; init?: { status?: number } } | null;
  if (wrapped?.type === 'DataWithResponseInit')
    return { status: wrapped.init?.status ?? 200, location: null, body: wrapped.data };
  return { status: 200, location: null, body: answer };
}

/** Signs in as the login form does. Answers the Cookie header. */
export async function cookieFor(email: string, address = randomUUID()): Promise<string> {
  const answer = await signIn(email, PASSWORD, address);
  if (answer.outcome !== 'signed_in') throw new Error(`${email}: ${answer.outcome}`);
  return answer.cookie.split(';')[0] ?? '';
}
