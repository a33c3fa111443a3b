import { parseFormData } from '@remix-run/form-data-parser';
import { env } from '#app/platform/env/env.server.ts';
import { data } from '@remix-run/node';

/** A form without files; a statement of twenty pages in three-byte letters is 200 kB. */
const MAX_FORM_BYTES = 2 * 1024 * 1024;

/**
 * A form of ours has at most a few hundred fields, and lists of at most a hundred rows. A name such as `a[3000000]` would
 * have the form's parser make three million places.
 */
const MAX_FIELDS = 1_000;
const MAX_NAME = 200;
const MAX_DEPTH = 6;
const MAX_INDEX = 500;

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
    const parsing =
      maxFileBytes > 0
        ? parseFormData(counted.request, { maxFileSize: maxFileBytes, maxFiles: 1, maxParts: MAX_FIELDS })
        : counted.request.formData();
    return withinReason(await parsing);
  } catch (error) {
    if (error instanceof UnreasonableForm) throw data({ error: 'bad_request' }, { status: 400 });
    if (counted.exceeded() || (error instanceof Error && /max|limit|size/i.test(error.name + error.message))) throw tooLarge();
    throw data({ error: 'bad_request' }, { status: 400 });
  }
}

const AMPERSAND = '&'.charCodeAt(0);

class UnreasonableForm extends Error {}

/** The form as our pages could have sent it: bounded in every direction, and without NUL, which no text has and PostgreSQL refuses. */
function withinReason(form: FormData): FormData {
  const fields = [...form.entries()];
  if (fields.length > MAX_FIELDS || fields.some(([name]) => !isReasonable(name))) throw new UnreasonableForm();
  const clean = new FormData();
  for (const [name, value] of fields) clean.append(name, typeof value === 'string' ? value.replaceAll('\0', '') : value);
  return clean;
}

function isReasonable(name: string): boolean {
  if (name.length > MAX_NAME) return false;
  const steps = name.split(/[.[\]]+/);
  return steps.length <= MAX_DEPTH && steps.every((step) => !/^\d+$/.test(step) || Number(step) <= MAX_INDEX);
}

/** Stops reading at the limit: a body sent in chunks does not say its length beforehand. */
function atMost(request: Request, limit: number): { request: Request; exceeded: () => boolean } {
  let bytes = 0;
  let fields = 0;
  const listsFields = /^application\/x-www-form-urlencoded/i.test(request.headers.get('Content-Type') ?? '');
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (listsFields) for (const byte of chunk) if (byte === AMPERSAND) fields += 1;
      if (bytes > limit) controller.error(new RangeError('The body is too large.'));
      else if (fields > MAX_FIELDS) controller.error(new UnreasonableForm());
      else controller.enqueue(chunk);
    },
  });
  const init = { method: request.method, headers: request.headers, body: request.body?.pipeThrough(counter) ?? null, duplex: 'half' };
  return { request: new Request(request.url, init as RequestInit), exceeded: () => bytes > limit };
}

function tooLarge() {
  return data({ error: 'too_large' }, { status: 413 });
}
