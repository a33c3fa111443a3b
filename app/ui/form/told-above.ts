import type { SubmissionResult } from '@conform-to/react';

type Result = SubmissionResult<string[]> | null | undefined;

/** What was typed, without the errors, where `told`: the page says above the form what happened, and one notice is enough. */
export function toldAbove(lastResult: Result, told: unknown): Result {
  return lastResult && told ? { ...lastResult, error: {} } : lastResult;
}
