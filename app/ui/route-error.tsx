import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { ErrorPage } from './error-page.tsx';

/** An answer with a status keeps it; everything else is 500. No message and no stack is ever shown. */
export function RouteError() {
  const error = useRouteError();
  const answer = isRouteErrorResponse(error) ? error : null;
  const code = (answer?.data as { error?: unknown } | null | undefined)?.error;
  return <ErrorPage status={answer?.status ?? 500} code={code} />;
}
