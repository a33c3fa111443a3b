import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionName, Resource } from '#app/kernel/actions.ts';
import type { Authorizer, Principal } from '#app/kernel/authorize.server.ts';
import { policiesDirectory } from '#app/kernel/policies.server.ts';

/** One line of policies/<noun>/{ALLOW,DENY}/<action>.json, with its people and things looked up in cast.json. */
export interface PolicyCase {
  readonly noun: string;
  readonly expected: 'ALLOW' | 'DENY';
  readonly action: ActionName;
  readonly title: string;
  readonly principal: Principal;
  readonly resource: Resource;
}

interface Cast {
  readonly principals: Record<string, Principal>;
  readonly resources: Record<string, Resource>;
}
interface CaseLine {
  readonly because: string;
  readonly principal: string;
  readonly resource: string;
  readonly facts?: Record<string, unknown>;
}

const directory = policiesDirectory();
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export function readPolicyCases(): PolicyCase[] {
  const cast = readJson(join(directory, 'cast.json')) as Cast;
  const nouns = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return nouns.flatMap(({ name: noun }) =>
    (['ALLOW', 'DENY'] as const).flatMap((expected) =>
      readdirSync(join(directory, noun, expected)).flatMap((file) =>
        (readJson(join(directory, noun, expected, file)) as CaseLine[]).map((line): PolicyCase => {
          const principal = cast.principals[line.principal];
          const resource = cast.resources[line.resource];
          if (!principal || !resource)
            throw new Error(`${noun}/${expected}/${file}: not in the cast: ${line.principal}, ${line.resource}`);
          const facts = { ...resource.facts, ...line.facts };
          return {
            noun,
            expected,
            action: file.replace('.json', '') as ActionName,
            title: `${file} ${expected}: ${line.principal} → ${line.resource}: ${line.because}`,
            principal,
            resource: { ...resource, facts } as Resource,
          };
        }),
      ),
    ),
  );
}

/** The cases that these policies answer other than expected, as `name` names them. */
export function wrongAnswers<C extends PolicyCase>(
  authorizer: Authorizer,
  cases: readonly C[],
  name: (each: C) => string,
): string[] {
  const wrong = cases.filter(
    ({ principal, action, resource, expected }) =>
      authorizer.decide(principal, action, resource).allowed !== (expected === 'ALLOW'),
  );
  return wrong.map(name);
}
