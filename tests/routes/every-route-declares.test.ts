import { describe, expect, test } from 'vitest';
import type { Declaration } from '#app/kernel/actor-route.server.ts';
import { publicLoader } from '#app/kernel/actor-route.server.ts';
import { isActionName } from '#app/kernel/actions.ts';

/** Root's loader is outside: it wraps every page, error pages too, and answers the language and a fresh form token. */
const modules = import.meta.glob<Record<string, unknown>>('../../app/routes/*/route.{ts,tsx}');

/** What is missing in one route module, one line each. */
function undeclared(path: string, module: Record<string, unknown>): string[] {
  return ['loader', 'action'].flatMap((name) => {
    const handler = module[name] as { declaration?: Declaration } | undefined;
    if (handler === undefined) return [];
    const declared = handler.declaration ? leaves(handler.declaration) : [];
    const known = declared.every((one) => one.kind !== 'actor' || isActionName(one.action));
    return declared.length > 0 && known ? [] : [`${path} ${name}`];
  });
}

function leaves(declaration: Declaration): Declaration[] {
  return declaration.kind === 'intents' ? declaration.intents.flatMap(leaves) : [declaration];
}

describe('every route', () => {
  test('declares what its loader and its action need, or that they are public', async () => {
    const missing: string[] = [];
    for (const [path, load] of Object.entries(modules)) missing.push(...undeclared(path, await load()));
    expect(missing).toEqual([]);
    expect(Object.keys(modules).length).toBeGreaterThan(30);
  }, 120_000);

  test('is caught without a declaration, or with an action that no policy knows', () => {
    const planted = {
      loader: () => null,
      action: Object.assign(() => null, { declaration: { kind: 'actor', action: 'readEverything' } }),
    };
    expect(undeclared('planted', planted)).toEqual(['planted loader', 'planted action']);
    expect(undeclared('declared', { loader: publicLoader(() => null) })).toEqual([]);
  });

  test('has no client loader: everything goes through the waist', async () => {
    for (const load of Object.values(modules)) {
      const module = await load();
      expect([module['clientLoader'], module['clientAction']]).toEqual([undefined, undefined]);
    }
  }, 120_000);
});
