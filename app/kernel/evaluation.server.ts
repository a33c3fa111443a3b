import { env } from '#app/platform/env/env.server.ts';

/** True for the embedded database with its demonstration: every page then says that the data is fictional. */
export function evaluationMode(): boolean {
  return env().mode === 'evaluation';
}
