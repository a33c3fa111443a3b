import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listSuccessors } from '#app/features/members/list-caseworkers.server.ts';
import {
  endAssignments,
  endBreakGlasses,
  endReviewAssignments,
  insertAssignments,
  listCasesAlone,
  listCasesOf,
} from './assignment-repo.server.ts';

export interface LeftCases {
  /** cases that would have been left alone, and have a colleague now */
  handedOver: number;
  /** cases that she worked on */
  ended: number;
}

/**
 * Takes a colleague, whose roles no longer allow it, out of all her cases. Those on which nobody else works go to
 * `successorId` in the same act, so that no case is ever left without somebody; a supervisor spreads them later as she
 * sees fit. Throws Invalid('cases_need_somebody') without a successor, Invalid('invalid_choice') for one who cannot.
 */
export async function leaveCases(
  uow: UnitOfWork,
  memberId: string,
  successorId: string | undefined,
): Promise<LeftCases> {
  const alone = await listCasesAlone(uow, memberId);
  if (alone.length > 0) {
    if (!successorId) throw new Invalid({ successorId: ['cases_need_somebody'] });
    const successors = await listSuccessors(uow, memberId);
    if (!successors.some(({ id }) => id === successorId)) throw new Invalid({ successorId: ['invalid_choice'] });
    await insertAssignments(uow, alone, successorId);
  }
  return { handedOver: alone.length, ended: await endAssignments(uow, memberId) };
}

/** How many cases a colleague works on, and on how many of them nobody else does. */
export async function countCasesOf(uow: UnitOfWork, memberId: string): Promise<{ cases: number; alone: number }> {
  return { cases: (await listCasesOf(uow, memberId)).length, alone: (await listCasesAlone(uow, memberId)).length };
}

export const endBrokenGlass = endBreakGlasses;
export const leaveReviews = endReviewAssignments;
