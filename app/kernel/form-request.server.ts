import { parseFormData } from '@remix-run/form-data-parser';
import { env } from '#app/platform/env/env.server.ts';
import { data } from '@remix-run/node';

/** A form without files; a statement of twenty pages in three-byte letters is 200 kB. */
const MAX_FORM_BYTES = 2 * 1024 * 1024;

/**
 * Only our own pages may post: Origin must be ours, and Sec-Fetch-Site, where the browser sends it, must say so too.
 * X-Forwarded-Host is not asked; a missing Origin is a refusal. Throws a 403 response.
 */
export function requireOwnOrigin(request: Request): void {
  const site = request.headers.get('Sec-Fetch-Site');
  const own = request.headers.get('Origin') === env().origin && (site === null || site === 'same-origin');
  if (!own) throw data({ error: 'other_origin' }, { status: 403 });
}

const parsed = new WeakMap<Request, Promise<FormData>>();

/** The form's data, read once per request. Throws a 413 response when it is larger than allowed. */
export function readForm(request: Request, maxFileBytes = 0): Promise<FormData> {
  const known = parsed.get(request);
  if (known) return known;
  const reading = read(request, maxFileBytes);
  parsed.set(request, reading);
  return reading;
}

async function read(request: Request, maxFileBytes: number): Promise<FormData> {
  const limit = MAX_FORM_BYTES + maxFileBytes;
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) throw tooLarge();
  const counted = atMost(request, limit);
  try {
    if (maxFileBytes > 0) return await parseFormData(counted.request, { maxFileSize: maxFileBytes, maxFiles: 1 });
    return await counted.request.formData();
  } catch (error) {
    if (counted.exceeded() || (error instanceof Error && /max|limit|size/i.test(error.name + error.message))) throw tooLarge();
    throw data({ error: 'bad_request' }, { status: 400 });
  }
}

/** Stops reading at the limit: a body sent in chunks does not say its length beforehand. */
function atMost(request: Request, limit: number): { request: Request; exceeded: () => boolean } {
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > limit) controller.error(new RangeError('The body is too large.'));
      else controller.enqueue(chunk);
    },
  });
  const init = { method: request.method, headers: request.headers, body: request.body?.pipeThrough(counter) ?? null, duplex: 'half' };
  return { request: new Request(request.url, init as RequestInit), exceeded: () => bytes > limit };
}

function tooLarge() {
  return data({ error: 'too_large' }, { status: 413 });
}
