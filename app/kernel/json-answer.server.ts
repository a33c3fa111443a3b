import type { ActionFunctionArgs } from '@remix-run/node';
import type { Declaration } from './actor-route.server.ts';

/**
 * An action that a script of the page calls with `fetch`, as JSON with its status. Without this, a route that has no page
 * answers 200 whatever happened: the status of `data(…, { status })` counts for pages alone.
 */
export function jsonAnswer(
  action: ((args: ActionFunctionArgs) => Promise<unknown>) & { readonly declaration: Declaration },
) {
  const answering = async (args: ActionFunctionArgs): Promise<Response> => {
    const answer = await action(args);
    if (answer instanceof Response) return answer;
    return isDataAnswer(answer) ? Response.json(answer.data, answer.init ?? {}) : Response.json(answer);
  };
  return Object.assign(answering, { declaration: action.declaration });
}

function isDataAnswer(answer: unknown): answer is { data: unknown; init: ResponseInit | null } {
  return (
    typeof answer === 'object' && answer !== null && (answer as { type?: unknown }).type === 'DataWithResponseInit'
  );
}
