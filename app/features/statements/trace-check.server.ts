import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { readTelling } from '#app/features/cases/read-telling.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { tracesIn, type Trace } from './identity-traces.ts';
import { ownNameIn } from './own-name.ts';

/** What a text says of who she is: by kind, and for her name the words that are it. Nothing else of her identity leaves the server. */
export interface FoundTraces {
  traces: Trace[];
  words: string[];
}

/**
 * Where (by key) texts that reviewers read say who she is: the check that stands before a packet is fixed, made while there is
 * still time to write. Places without traces are left out, and everything for who may not read the identity.
 */
export async function tracesByPlace<Place>(
  uow: UnitOfWork,
  caseId: string,
  texts: readonly { place: Place; text: string }[],
): Promise<({ place: Place } & FoundTraces)[]> {
  const written = texts.filter(({ text }) => text !== '');
  const facts = written.length > 0 ? await caseFacts(uow, caseId) : null;
  if (!facts || !uow.may('readIdentity', { type: 'Case', id: caseId, facts })) return [];
  const known = await readTelling(uow, caseId, 'name check');
  return written.flatMap(({ place, text }) => {
    const traces = tracesIn(text, known);
    return traces.length > 0 ? [{ place, traces, words: ownNameIn(text, known.fullName ?? '') }] : [];
  });
}

/** As `tracesByPlace`, of one text. */
export async function tracesOf(uow: UnitOfWork, caseId: string, text: string): Promise<FoundTraces> {
  const [found] = await tracesByPlace(uow, caseId, [{ place: 'text', text }]);
  return { traces: found?.traces ?? [], words: found?.words ?? [] };
}
