import type { ServerBuild } from '@remix-run/node';
import type { Declaration } from '#app/kernel/actor-route.server.ts';

/** One thing that a request can ask of a route. Forms of one page that differ by their field `intent` have a row each. */
export type RouteEntry = {
  /** as in the address bar: `/cases/:caseId` */
  path: string;
  /** the route module */
  file: string;
  methods: readonly ('GET' | 'POST')[];
  /** the Cedar action, `public`, `session`, `static` (a page without a loader: it shows nothing of anybody), or `undeclared` */
  declared: string;
  intent?: string;
  /** wraps other routes; its loader runs with each of theirs */
  layout: boolean;
};

type RouteModule = { loader?: unknown; action?: unknown; default?: unknown };

/** Every route of a server build with what its loader and action declare, sorted by path. */
export function routeTable(build: ServerBuild): RouteEntry[] {
  const entries = Object.values(build.routes).flatMap((route) => {
    if (!route || route.id === 'root') return [];
    const module = route.module as RouteModule;
    const layout = Object.values(build.routes).some((other) => other?.parentId === route.id);
    const place = { path: pathOf(build, route.id), file: `app/${route.id}/route.tsx`, layout };
    const reading: RouteEntry[] = module.loader
      ? rows(module.loader, { ...place, methods: ['GET'] })
      : [{ ...place, methods: ['GET'], declared: 'static' }];
    const writing = module.action ? rows(module.action, { ...place, methods: ['POST'] }) : [];
    return module.default || module.loader ? [...reading, ...writing] : writing;
  });
  return entries.sort((a, b) => a.path.localeCompare(b.path) || a.methods.join().localeCompare(b.methods.join()));
}

function rows(handler: unknown, place: Omit<RouteEntry, 'declared'>): RouteEntry[] {
  const declaration = (handler as { declaration?: Declaration }).declaration;
  const inner = declaration?.kind === 'intents' ? declaration.intents : [declaration];
  return inner.map((one) => {
    const intent = one && 'intent' in one ? one.intent : undefined;
    return { ...place, declared: nameOf(one), ...(intent === undefined ? {} : { intent }) };
  });
}

function nameOf(declaration: Declaration | undefined): string {
  if (!declaration) return 'undeclared';
  return declaration.kind === 'actor' ? declaration.action : declaration.kind;
}

function pathOf(build: ServerBuild, id: string): string {
  const parts: string[] = [];
  for (let route = build.routes[id]; route; route = route.parentId ? build.routes[route.parentId] : undefined) {
    if (route.path) parts.unshift(route.path);
  }
  return `/${parts.join('/')}`;
}
