import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { readName } from '#app/features/cases/read-name.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { ownNameIn } from './own-name.ts';

/** Where (by key) texts hold the survivor's own name, and which words these are; places without it are left out. */
export async function ownNameByPlace<Place>(
  uow: UnitOfWork,
  caseId: string,
  texts: readonly { place: Place; text: string }[],
): Promise<{ place: Place; words: string[] }[]> {
  const written = texts.filter(({ text }) => text !== '');
  const all =
    written.length > 0
      ? await checkOwnName(
          uow,
          caseId,
          written.map(({ text }) => text),
        )
      : [];
  return written.flatMap(({ place, text }) => {
    const here = new Set([...text.matchAll(/\p{L}+/gu)].map(([word]) => word));
    const words = all.filter((word) => here.has(word));
    return words.length > 0 ? [{ place, words }] : [];
  });
}

/** Which words of these texts are the survivor's own name; the name itself stays on the server. */
export async function checkOwnName(uow: UnitOfWork, caseId: string, texts: readonly string[]): Promise<string[]> {
  const facts = await caseFacts(uow, caseId);
  if (!facts || !uow.may('readIdentity', { type: 'Case', id: caseId, facts })) return [];
  const name = uow.reveal(await readName(uow, caseId), 'name check');
  return name ? ownNameIn(texts.join('\n'), name) : [];
}
