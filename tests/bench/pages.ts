import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import { hash } from '@node-rs/argon2';
import { toListItem } from '#app/features/cases/case-view.ts';
import { PrismaClient } from '#app/platform/db/clients.server.ts';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { measure, type Result } from './measure.ts';
import { makeOffice, PASSWORD, type Office } from './office.ts';

const LIST = 'routes/_app.cases._index';
const FRAME = 'routes/_app';
const PER_PAGE = 50;

/** (a) the list with 50 names, (c) the list at two sizes, (e) signing in: whole requests against the built application. */
export async function benchPages(root: string, origin: string, superuser: DatabaseAddress): Promise<Result[]> {
  const small = await makeOffice(superuser, 1_000, PER_PAGE);
  const large = await makeOffice(superuser, 100_000, PER_PAGE);
  const build = (await import(pathToFileURL(path.join(root, 'build/server/index.js')).href)) as ServerBuild;
  const ours = createRequestHandler(build, 'production');
  const plain = new PrismaClient({ adapter: new PrismaPg({ ...superuser, max: 5 }) });
  const twin = createRequestHandler(plainTwin(build, plain, small), 'production');
  try {
    const [smallCookie, largeCookie] = [await signIn(ours, origin, small), await signIn(ours, origin, large)];
    await plain.$executeRaw`INSERT INTO bench.plain_session VALUES ('token', ${small.memberId}::uuid)`;
    const list = (cookie: string) => () => page(ours, new Request(`${origin}/cases`, { headers: { Cookie: cookie } }));
    // So many pages of names are more than one reader is given in an hour.
    const forgetReading = () => plain.$transaction([plain.reading.deleteMany(), plain.attempt.deleteMany()]);
    const body = await idsOnPage(plain, small);
    const names = (handler: Handler) => () =>
      page(handler, new Request(`${origin}/cases`, { method: 'POST', body: new URLSearchParams(body), headers: { Cookie: smallCookie, ...ownPage(origin) } }));
    return [
      await measure({ name: 'list.names/plain', about: 'the list of 50 cases with names, against the same page without encryption, row-level security, policy and audit', rounds: 60, before: forgetReading, ours: names(ours), other: { name: 'plain twin', run: names(twin) }, goal: { ratio: 1.25 } }),
      await measure({ name: 'list.100000/1000', about: 'the list of codes with 100,000 cases, against 1,000', rounds: 40, ours: list(largeCookie), other: { name: '1,000 cases', run: list(smallCookie) } }),
      await measure({ name: 'login/argon2', about: 'signing in, against one Argon2id of the same cost', rounds: 12, ours: () => signIn(ours, origin, small), other: { name: 'one Argon2id', run: () => hash(PASSWORD, { memoryCost: 65_536, timeCost: 3, parallelism: 4 }) } }),
    ];
  } finally {
    await plain.$disconnect();
  }
}

type Handler = ReturnType<typeof createRequestHandler>;

/** What a browser sends with a form of ours. */
const ownPage = (origin: string) => ({ Origin: origin, Host: new URL(origin).host });

const context = () => ({ nonce: 'bench', requestId: randomUUID(), clientAddress: '127.0.0.1', memo: new Map<string, unknown>() });

/** The whole answer, rendered; anything but 200 stops the bench. */
async function page(handler: Handler, request: Request): Promise<string> {
  const response = await handler(request, context());
  const text = await response.text();
  if (response.status !== 200 || !text.includes('B-')) throw new Error(`The page answered ${response.status}.`);
  return text;
}

async function signIn(handler: Handler, origin: string, { email }: Office): Promise<string> {
  const body = new URLSearchParams({ email, password: PASSWORD });
  const response = await handler(new Request(`${origin}/login`, { method: 'POST', body, headers: ownPage(origin) }), context());
  const cookie = response.headers.get('Set-Cookie')?.split(';')[0];
  if (!cookie) throw new Error(`Signing in answered ${response.status}.`);
  return cookie;
}

async function idsOnPage(plain: PrismaClient, { organisationId }: Office): Promise<[string, string][]> {
  const rows = await plain.case_file.findMany({ where: { organisation_id: organisationId }, orderBy: { last_activity_at: 'asc' }, take: PER_PAGE, select: { id: true } });
  return rows.map(({ id }, position) => [`caseId[${position}]`, id]);
}

/** The same pages and the same rendering; the loaders ask the database directly, as a superuser, for names in the clear. */
function plainTwin(build: ServerBuild, plain: PrismaClient, { organisationId, memberId }: Office): ServerBuild {
  const routes = { ...build.routes };
  const session = () => plain.$queryRaw`SELECT member_id FROM bench.plain_session WHERE token = 'token'`;
  replace(routes, FRAME, {
    loader: async () => {
      await session();
      return { member: { name: 'Bench Worker', organisation: 'Bench 1000' }, places: [], fictional: true };
    },
  });
  const where = { organisation_id: organisationId, assignments: { some: { member_id: memberId, ended_at: null } }, closed_on: null };
  replace(routes, LIST, {
    loader: async () => {
      const rows = await plain.case_file.findMany({
        where,
        orderBy: [{ last_activity_at: 'asc' }, { id: 'desc' }],
        take: PER_PAGE + 1,
        include: {
          tasks: { where: { done_at: null }, orderBy: { due_on: 'asc' }, take: 1, select: { kind: true, due_on: true } },
          assignments: { select: { ended_at: true, assignee: { select: { display_name: true, roles: true } } } },
          applications: { orderBy: { created_at: 'desc' }, take: 1, select: { state: true } },
        },
      });
      const total = await plain.case_file.count({ where, take: 1_001 });
      const now = new Date();
      const items = rows.slice(0, PER_PAGE).map((row) => toListItem(row, now, false));
      return { items, previous: null, next: null, total: Math.min(total, 1_000), totalIsMore: total > 1_000, today: isoDate(now), workers: null, mayShowNames: true, mayOpen: true, query: { sort: '-waiting' } };
    },
    action: async ({ request }: { request: Request }) => {
      await session();
      const ids = [...(await request.formData()).values()].map(String);
      const rows = await plain.$queryRaw<{ case_id: string; full_name: string }[]>`
        SELECT case_id, full_name FROM bench.plain_name WHERE case_id = ANY (${ids}::uuid[])`;
      return { lastResult: null, names: Object.fromEntries(rows.map((row) => [row.case_id, row.full_name])) };
    },
  });
  return { ...build, routes };
}

type Routes = ServerBuild['routes'];

function replace(routes: Routes, id: string, handlers: object): void {
  const route = routes[id];
  if (!route) throw new Error(`There is no route ${id}.`);
  routes[id] = { ...route, module: { ...route.module, ...handlers } };
}
